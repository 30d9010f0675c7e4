package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** A block that something links to is not here. */
public final class MissingBlockException extends IOException {
  private static final long serialVersionUID = 1L;

  // Not serialisable, and exceptions of this module are never serialised.
  private final transient Cid cid;

  /** Names the block. */
  public MissingBlockException(Cid cid) {
    super("block [" + cid + "] is not here");
    this.cid = cid;
  }

  /** The block's name. */
  public Cid cid() {
    return cid;
  }
}
