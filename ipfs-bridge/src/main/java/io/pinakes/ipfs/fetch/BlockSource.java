package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.util.Optional;

/** Somebody who may have blocks, and may lie. Asked by several threads at once. */
public interface BlockSource {
  /** What errors and reports call it. */
  String name();

  /**
   * The bytes that it sends for a block, which the caller has to verify; empty if it says that it
   * does not have it. Waits no longer than its own limits let it.
   *
   * @throws SourceBusyException if it asks to come again later
   * @throws SourceStalledException if it keeps one waiting
   * @throws IOException if it fails, or sends more than a block can have
   */
  Optional<byte[]> block(Cid cid) throws IOException;
}
