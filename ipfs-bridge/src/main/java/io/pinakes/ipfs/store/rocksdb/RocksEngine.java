package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.scratch.FileScratch;
import io.pinakes.ipfs.scratch.Scratch;
import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Engine;
import io.pinakes.ipfs.store.EntryVisitor;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Spaces as column families of one database. A reader that its writer has overtaken (a blob file
 * was deleted) asks again in a new session; scans go on in the old one.
 */
final class RocksEngine implements Engine {
  /** How often a reader looks before it believes in damage. */
  private static final int VERIFICATIONS = 3;

  private final RocksFolder folder;
  private final Access access;
  private final List<String> notes;
  private final RocksSessions sessions;
  private final PackedBlocks packed;

  /**
   * Held by whoever writes to packs and their rows; readers do without. Fair, since who moves
   * blocks takes it again at once.
   */
  private final ReentrantLock writing = new ReentrantLock(true);

  /**
   * Held while files are rewritten, so that it is done by one at a time; before {@link #writing}.
   */
  private final ReentrantLock rewriting = new ReentrantLock();

  private RocksEngine(
      RocksFolder folder,
      Access access,
      RocksSessions sessions,
      PackedBlocks packed,
      List<String> notes) {
    this.packed = packed;
    this.notes = notes;
    this.folder = folder;
    this.access = access;
    this.sessions = sessions;
  }

  static RocksEngine open(Path dir, Access access) throws StoreException {
    RocksLibrary.load();
    RocksFolder folder = new RocksFolder(dir);
    PackedBlocks packed = new PackedBlocks(dir);
    List<String> notes = new ArrayList<>(folder.prepare(access));
    if (folder.hasDatabase()) {
      notes.addAll(LogGate.admit(folder, access));
    }
    if (access == Access.REPAIR) {
      notes.addAll(RocksRepair.tables(folder, packed));
    }
    RocksSession session = RocksSessions.openSession(folder, access);
    if (access != Access.READ) {
      RocksCopies.complete(session);
    }
    if (access == Access.REPAIR) {
      notes.addAll(RocksRepair.packs(folder, packed, session));
    }
    RocksSessions sessions = new RocksSessions(folder, access, session);
    return new RocksEngine(folder, access, sessions, packed, List.copyOf(notes));
  }

  @Override
  public List<String> verify() throws IOException {
    for (int attempt = 1; ; attempt++) {
      RocksSession session = sessions.enter();
      try {
        List<String> damage = new ArrayList<>(RocksCheck.of(session));
        damage.addAll(packed.verify(session));
        if (damage.isEmpty() || !readOnly() || attempt == VERIFICATIONS) {
          return damage;
        }
        // Its writer may have moved what is missing.
        sessions.replace(session);
      } catch (RocksDBException e) {
        throw explain(e);
      } finally {
        session.leave();
      }
    }
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public String name() {
    return folder.dir().toString();
  }

  @Override
  public boolean readOnly() {
    return access == Access.READ;
  }

  @Override
  public List<Optional<byte[]>> getAll(String space, List<byte[]> keys) throws IOException {
    for (int attempt = 1; ; attempt++) {
      RocksSession session = sessions.enter();
      try {
        return get(session, space, keys);
      } catch (RocksDBException e) {
        boolean again = readOnly() && RocksErrors.mayBeOvertaken(e);
        if (!again || attempt == RocksSessions.ATTEMPTS) {
          throw explain(e);
        }
        sessions.replace(session);
      } catch (PackGoneException e) {
        if (attempt == RocksSessions.ATTEMPTS) {
          throw e;
        }
        if (readOnly()) {
          sessions.replace(session);
        }
      } finally {
        session.leave();
      }
    }
  }

  private List<Optional<byte[]>> get(RocksSession session, String space, List<byte[]> keys)
      throws IOException, RocksDBException {
    List<Optional<byte[]>> values = new ArrayList<>(keys.size());
    Optional<ColumnFamilyHandle> family = session.family(space);
    if (keys.isEmpty() || family.isEmpty()) {
      keys.forEach(key -> values.add(Optional.empty()));
    } else {
      get(session, family.get(), keys, values);
    }
    if (space.equals(PackedBlocks.BLOCKS)) {
      for (int i = 0; i < keys.size(); i++) {
        if (values.get(i).isEmpty()) {
          values.set(i, packed.get(session, keys.get(i)));
        }
      }
    }
    return values;
  }

  private static void get(
      RocksSession session,
      ColumnFamilyHandle family,
      List<byte[]> keys,
      List<Optional<byte[]>> values)
      throws RocksDBException {
    List<byte[]> found =
        keys.size() == 1
            ? Collections.singletonList(session.db().get(family, keys.getFirst()))
            : session.db().multiGetAsList(Collections.nCopies(keys.size(), family), keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = found.get(i);
      if (value == null && keys.size() > 1) {
        // The bulk call does not tell what is not here from what cannot be read.
        value = session.db().get(family, keys.get(i));
      }
      values.add(Optional.ofNullable(value));
    }
  }

  @Override
  public void scan(String space, byte[] from, EntryVisitor visitor) throws IOException {
    RocksSession session = sessions.enter();
    try {
      Optional<ColumnFamilyHandle> family = session.family(space);
      if (family.isEmpty()) {
        return;
      }
      try (ReadOptions options = new ReadOptions().setFillCache(false);
          RocksIterator entries = session.db().newIterator(family.get(), options)) {
        for (entries.seek(from); entries.isValid(); entries.next()) {
          if (!visitor.visit(entries.key(), entries.value())) {
            return;
          }
        }
        entries.status();
      } catch (RocksDBException e) {
        throw explain(e);
      }
    } finally {
      session.leave();
    }
  }

  /** A reader may not be able to write there, and is not to. */
  @Override
  public Scratch scratch() {
    return new FileScratch(
        readOnly() ? Path.of(System.getProperty("java.io.tmpdir")) : folder.dir());
  }

  @Override
  public void write(List<Change> changes, Durability durability) throws IOException {
    RocksSession session = sessions.enterToWrite();
    writing.lock();
    try {
      RocksBatch.write(
          name(), session, packed.pack(session, changes), durability == Durability.SYNCED);
    } catch (RocksDBException e) {
      session.markFailed();
      // Until it is open again, another may write.
      packed.packs().roll();
      throw explain(e);
    } catch (IOException e) {
      throw RocksErrors.explain(name(), e);
    } finally {
      writing.unlock();
      session.leave();
    }
  }

  @Override
  public void reclaim() throws IOException {
    rewrite(
        session -> {
          // First, so that the rows of what is gone or moved go with the others.
          packsOf(session).run(RocksReclaim.WORTH_A_REWRITE);
          RocksReclaim.run(session);
        });
  }

  /** Large blocks only: their packs tell what is garbage without being rewritten. */
  @Override
  public void reclaimLeft() throws IOException {
    rewrite(
        session -> {
          PackReclaim packs = packsOf(session);
          if (packs.isWorth(RocksReclaim.WORTH_A_REWRITE)) {
            packs.run(RocksReclaim.WORTH_A_REWRITE);
          }
        });
  }

  @Override
  public void erase() throws IOException {
    rewrite(
        session -> {
          packsOf(session).run(0);
          RocksReclaim.erase(session);
        });
  }

  private PackReclaim packsOf(RocksSession session) {
    return new PackReclaim(name(), session, packed.packs(), writing);
  }

  private interface Rewrite {
    void run(RocksSession session) throws IOException, RocksDBException;
  }

  private void rewrite(Rewrite how) throws IOException {
    rewriting.lock();
    try {
      rewriteAlone(how);
    } finally {
      rewriting.unlock();
    }
  }

  private void rewriteAlone(Rewrite how) throws IOException {
    RocksSession session = sessions.enterToWrite();
    try {
      how.run(session);
    } catch (RocksDBException e) {
      throw explain(e);
    } catch (IOException e) {
      throw RocksErrors.explain(name(), e);
    } finally {
      session.leave();
    }
  }

  @Override
  public long diskBytes() throws IOException {
    long bytes = packed.packs().diskBytes();
    try (Stream<Path> files = Files.list(folder.database())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += RocksFolder.sizeOrNothing(file);
      }
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    try {
      sessions.close();
    } finally {
      packed.close();
    }
    if (access == Access.REPAIR) {
      folder.dropOld();
    }
  }

  private StoreException explain(RocksDBException e) {
    return RocksErrors.explain(name(), e);
  }
}
