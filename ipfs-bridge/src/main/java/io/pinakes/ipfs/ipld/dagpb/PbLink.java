package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.core.multiformats.Cid;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A link of a dag-pb node. A name or size that is absent and one that is empty or zero are written
 * differently, so that the block's CID depends on it.
 *
 * @param hash the block that it names
 * @param name the name, in UnixFS that of the entry; files' parts have an empty one
 * @param tsize the size in bytes of that block with all below it, a hint; not negative
 */
public record PbLink(Cid hash, Optional<String> name, OptionalLong tsize) {
  /** Checks the size. */
  public PbLink {
    Objects.requireNonNull(hash);
    Objects.requireNonNull(name);
    if (tsize.isPresent() && tsize.getAsLong() < 0) {
      throw new IllegalArgumentException("Tsize [" + tsize.getAsLong() + "] is negative");
    }
  }

  /** A link with a name and a size, as UnixFS has them. */
  public static PbLink of(Cid hash, String name, long tsize) {
    return new PbLink(hash, Optional.of(name), OptionalLong.of(tsize));
  }

  /** The name, empty where there is none: what links are sorted by. */
  public String nameOrEmpty() {
    return name.orElse("");
  }
}
