package io.pinakes.ipfs.archive;

import io.pinakes.core.multiformats.Cid;
import java.util.Optional;

/**
 * What below an archive's roots is neither in it nor here, or cannot be read.
 *
 * @param blocks how many blocks, as far as it can be told
 * @param first one of them
 * @param hiding whether more may hang on one of them: a garbage collection then removes nothing
 */
public record Lacking(long blocks, Optional<Cid> first, boolean hiding) {
  /** All is here. */
  public static final Lacking NOTHING = new Lacking(0, Optional.empty(), false);
}
