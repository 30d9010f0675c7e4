package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** Bytes that are not those that a CID names, or that cannot be shown to be. */
public final class HashMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  // Not serialisable, and exceptions of this module are never serialised.
  private final transient Cid cid;

  /** Says why the bytes are not those of the CID. */
  public HashMismatchException(Cid cid, String why) {
    super("block [" + cid + "]: " + why);
    this.cid = cid;
  }

  /** The name that the bytes came under. */
  public Cid cid() {
    return cid;
  }
}
