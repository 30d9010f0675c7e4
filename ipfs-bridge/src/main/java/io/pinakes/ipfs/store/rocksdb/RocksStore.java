package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.EngineStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreLockedException;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import java.io.IOException;
import java.nio.file.Path;

/** Opens stores that RocksDB keeps in a folder. */
public final class RocksStore {
  private RocksStore() {}

  /**
   * Opens the store in a folder, and makes one there if it is to be written and there is none.
   *
   * <p>One process writes; any number reads beside it. A reader sees the state of some moment not
   * before it was opened, and looks again by itself when the writer has cleared away what it needs.
   *
   * @throws StoreLockedException if another writer has it open
   * @throws StoreFormatException if a newer version wrote it
   * @throws StoreDamagedException if its files are missing or damaged
   * @throws StoreReadOnlyException if it is to be written and lies where nothing can be
   * @throws StoreException if it is to be read and is not there, or cannot be opened for another
   *     reason, which the message gives
   */
  public static Store open(Path dir, StoreOptions options) throws StoreException {
    EngineStore store =
        new EngineStore(RocksEngine.open(dir, options.access()), options.quotaBytes());
    if (options.access() == StoreOptions.Access.REPAIR) {
      recount(store);
    }
    return store;
  }

  /** What was lost was counted. */
  private static void recount(EngineStore store) throws StoreException {
    try {
      store.upkeep().recount();
    } catch (IOException e) {
      try {
        store.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e instanceof StoreException known
          ? known
          : new StoreException("the blocks of the store cannot be counted", e);
    }
  }
}
