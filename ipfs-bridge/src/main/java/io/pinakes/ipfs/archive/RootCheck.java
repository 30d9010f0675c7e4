package io.pinakes.ipfs.archive;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.scratch.Scratch;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Holds the roots that an archive's header names against the blocks that came in it. Who wrote the
 * header need not have what it names: a root whose block did not come is refused, and so is an
 * archive that is to be shown and leads to private blocks of this home that did not come in it.
 *
 * <p>Takes 20 to 40 bytes of scratch a block, and the links that wait to be followed.
 */
final class RootCheck implements AutoCloseable {
  private final MarkedSet came;
  private final MarkedSet seen;
  private final BlockReader blocks;
  private final ArrayDeque<Cid> waiting = new ArrayDeque<>();
  private long missing;
  private boolean hiding;
  private Optional<Cid> first = Optional.empty();

  /** Reads through that reader, which keeps what it finds. */
  RootCheck(Scratch scratch, BlockReader blocks) {
    this.came = new MarkedSet(scratch);
    this.seen = new MarkedSet(scratch);
    this.blocks = blocks;
  }

  /** A block that came; that it is what its name says is for others to find out. */
  void came(Cid cid) {
    came.add(cid);
  }

  /**
   * Walks all that is below the roots.
   *
   * @param shown what is public, if the roots are to be shown
   * @return what is neither in the archive nor here
   * @throws ArchiveRefusedException if a root did not come, or if what is private would be shown
   */
  Lacking of(List<Cid> roots, Optional<Visibility> shown) throws IOException {
    for (Cid root : roots) {
      if (!isIn(root)) {
        throw new ArchiveRefusedException(
            "the archive names the root [" + root + "], and has no such block", false);
      }
    }
    roots.forEach(this::reach);
    while (!waiting.isEmpty()) {
      Cid cid = waiting.pop();
      if (!isIn(cid) && blocks.has(cid) && shown.isPresent() && !shown.get().isPublic(cid)) {
        throw new ArchiveRefusedException(
            "the archive leads to block ["
                + cid
                + "] of this home, which is private and did not come in it",
            true);
      }
      links(cid).forEach(this::reach);
    }
    return new Lacking(missing, first, hiding);
  }

  private boolean isIn(Cid cid) {
    return cid.hash().code() == Multihash.IDENTITY || came.contains(cid.hash());
  }

  private void reach(Cid cid) {
    // Most are leaves that came, and need no second look.
    boolean settled = cid.codec() == Multicodec.RAW && isIn(cid);
    if (!settled && seen.add(cid)) {
      waiting.push(cid);
    }
  }

  private List<Cid> links(Cid cid) throws IOException {
    if (cid.codec() == Multicodec.RAW) {
      if (!isIn(cid) && !blocks.has(cid)) {
        lacks(cid);
      }
      return List.of();
    }
    try {
      Optional<byte[]> bytes = blocks.get(cid);
      if (bytes.isPresent()) {
        return Links.of(cid, bytes.get());
      }
    } catch (DamagedBlockException | CodecException unread) {
      // What it links to is not known, as if it were not here.
    }
    lacks(cid);
    return List.of();
  }

  private void lacks(Cid cid) {
    missing++;
    hiding |= cid.codec() != Multicodec.RAW;
    if (first.isEmpty()) {
      first = Optional.of(cid);
    }
  }

  @Override
  public void close() {
    came.close();
    seen.close();
  }
}
