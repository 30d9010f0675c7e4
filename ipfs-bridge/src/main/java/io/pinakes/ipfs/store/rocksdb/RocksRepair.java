package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/** What is done when a store is opened to be repaired; each part says what it did, in sentences. */
final class RocksRepair {
  private RocksRepair() {}

  /** Puts a new database in the place of one that is damaged. */
  static List<String> tables(RocksFolder folder, PackedBlocks packed) throws StoreException {
    try {
      boolean lost = folder.isWithoutManifest();
      if (!lost && !folder.hasDatabase()) {
        return List.of();
      }
      List<String> damage =
          lost ? List.of("its file CURRENT names no manifest") : RocksCheck.of(folder.database());
      if (damage.isEmpty()) {
        return List.of();
      }
      List<String> notes = new ArrayList<>();
      damage.forEach(what -> notes.add("store [" + folder.dir() + "] was damaged: " + what));
      notes.addAll(folder.replace((from, to) -> Salvage.run(from, to, packed)));
      return notes;
    } catch (IOException e) {
      throw new StoreException("store [" + folder.dir() + "] cannot be salvaged: " + e, e);
    } catch (RocksDBException e) {
      throw RocksErrors.explain(folder.dir().toString(), e);
    }
  }

  /** Sets the rows of large blocks right; closes the session if it fails. */
  static List<String> packs(RocksFolder folder, PackedBlocks packed, RocksSession session)
      throws StoreException {
    boolean done = false;
    try {
      List<String> notes = packed.repair(session);
      done = true;
      return notes;
    } catch (RocksDBException e) {
      throw RocksErrors.explain(folder.dir().toString(), e);
    } catch (IOException e) {
      throw RocksErrors.explain(folder.dir().toString(), e);
    } finally {
      if (!done) {
        session.retire();
      }
    }
  }
}
