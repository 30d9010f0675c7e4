package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets RocksDB have a log that it replays without losing anything in silence. */
final class LogGate {
  private static final Logger LOG = LoggerFactory.getLogger(LogGate.class);

  private LogGate() {}

  /**
   * Refuses a log that has lost what others follow, unless it is to be repaired.
   *
   * @return what a person should know, in sentences
   */
  static List<String> admit(RocksFolder folder, Access access) throws StoreException {
    LogCheck check;
    try {
      check = LogCheck.of(folder.database());
    } catch (IOException e) {
      throw new StoreException("the log of store [" + folder.dir() + "] cannot be read", e);
    }
    String store = "store [" + folder.dir() + "]: ";
    if (check.damage().isPresent() && access != Access.REPAIR) {
      throw new StoreDamagedException(
          store
              + check.damage().get()
              + "; what came before is intact: pinakes doctor --repair goes on from there");
    }
    if (!check.traps().isEmpty()) {
      if (access == Access.READ) {
        throw new StoreDamagedException(
            store + "its log ends in what is no write: pinakes doctor --repair takes that off");
      }
      cut(folder, check);
    }
    if (check.damage().isPresent()) {
      return List.of(store + check.damage().get() + "; that was given up: ingest again");
    }
    if (check.tornBytes() > 0 && access != Access.READ) {
      LOG.warn(
          "{}the log ended in the middle of a write; its [{}] bytes are left out",
          store,
          check.tornBytes());
    }
    return List.of();
  }

  private static void cut(RocksFolder folder, LogCheck check) throws StoreException {
    try {
      check.cut();
    } catch (IOException e) {
      throw new StoreException("the log of store [" + folder.dir() + "] cannot be mended", e);
    }
  }
}
