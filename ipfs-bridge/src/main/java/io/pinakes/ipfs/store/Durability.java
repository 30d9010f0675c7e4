package io.pinakes.ipfs.store;

/** What a committed batch survives. */
public enum Durability {
  /** A kill of the process; a loss of power may take the last batches, the newest first. */
  BUFFERED,
  /** The loss of power too: the log is on the disk, with all batches before this one. */
  SYNCED
}
