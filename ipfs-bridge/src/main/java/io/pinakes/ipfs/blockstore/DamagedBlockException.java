package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/**
 * A block that was kept and can no longer be read as what it was: its bytes do not hash to its
 * name, or the store cannot read them. Putting the right bytes again by {@link
 * BlockInventory#replace} mends it.
 */
public final class DamagedBlockException extends IOException {
  private static final long serialVersionUID = 1L;

  // Not serialisable, and exceptions of this module are never serialised.
  private final transient Cid cid;

  private final String how;

  /** Names the block and says how the damage shows. */
  public DamagedBlockException(Cid cid, String how) {
    super("block [" + cid + "] is damaged: " + how);
    this.cid = cid;
    this.how = how;
  }

  /** Names the block and what noticed the damage. */
  public DamagedBlockException(Cid cid, Throwable cause) {
    super("block [" + cid + "] is damaged: " + cause.getMessage(), cause);
    this.cid = cid;
    this.how = String.valueOf(cause.getMessage());
  }

  /** How the damage shows. */
  public String how() {
    return how;
  }

  /** The block's name, as it was asked for or as it was first put. */
  public Cid cid() {
    return cid;
  }
}
