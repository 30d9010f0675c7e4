package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** A block that something refers to is not here. */
public final class MissingBlockException extends IOException {
  private static final long serialVersionUID = 1L;

  // Not serialisable, and exceptions of this module are never serialised.
  private final transient Cid cid;

  /** Names the block and what refers to it. */
  public MissingBlockException(Cid cid, String referrer) {
    super("block [" + cid + "] of " + referrer + " is missing");
    this.cid = cid;
  }

  /** The block that is not here. */
  public Cid cid() {
    return cid;
  }
}
