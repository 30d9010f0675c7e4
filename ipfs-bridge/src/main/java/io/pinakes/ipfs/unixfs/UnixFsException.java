package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** A block that is no UnixFS, or one whose parts contradict each other. */
public final class UnixFsException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the block and says what is wrong with it. */
  public UnixFsException(Cid cid, String what) {
    super("UnixFS block [" + cid + "] " + what);
  }

  /** Names the block, says what is wrong with it, and what noticed it. */
  public UnixFsException(Cid cid, String what, Throwable cause) {
    super("UnixFS block [" + cid + "] " + what, cause);
  }
}
