package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.List;

/** The store's accounts, their audit, and the return of room to the disk. */
public interface StoreUpkeep {
  /** What the accounts say: kept with every batch, read at once. */
  StoreUsage usage() throws IOException;

  /** Counts the blocks anew, sets the accounts right and returns them; reads keys, not blocks. */
  StoreUsage recount() throws IOException;

  /** Gives the room of deleted blocks back to the disk, as far as it can be had; may take long. */
  void reclaim() throws IOException;

  /**
   * Gives room back that deleted blocks left behind which went without a {@link #reclaim}, where
   * that is much: whoever was to do it may have been killed. Costs little if there is none.
   */
  void reclaimLeft() throws IOException;

  /**
   * Leaves nothing in the store's files of what was deleted before the call, whatever that costs:
   * for what somebody wants gone, where {@link #reclaim} only wants the room.
   */
  void erase() throws IOException;

  /**
   * Reads all files of the store whole, and holds them against their checksums.
   *
   * @return what is damaged, in sentences; empty if nothing is
   */
  List<String> verify() throws IOException;

  /** What the store's files occupy, in bytes. */
  long diskBytes() throws IOException;

  /**
   * Begins a garbage collection, when one that is under way has ended. A thread that has one open
   * waits for itself.
   *
   * @throws java.io.InterruptedIOException if the caller is interrupted while it waits
   * @throws StoreReadOnlyException if the store was opened for reading
   */
  GarbageRun collectGarbage() throws IOException;
}
