package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.scratch.FileScratch;
import io.pinakes.ipfs.scratch.Scratch;
import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Engine;
import io.pinakes.ipfs.store.EntryVisitor;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreLimits;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Spaces as column families of one database. A reader that its writer has overtaken (a blob file
 * was deleted) asks again in a new session; scans go on in the old one.
 */
final class RocksEngine implements Engine {
  private final RocksFolder folder;
  private final Access access;
  private final List<String> notes;
  private final RocksSessions sessions;

  private RocksEngine(
      RocksFolder folder, Access access, RocksSessions sessions, List<String> notes) {
    this.notes = notes;
    this.folder = folder;
    this.access = access;
    this.sessions = sessions;
  }

  static RocksEngine open(Path dir, Access access) throws StoreException {
    RocksLibrary.load();
    RocksFolder folder = new RocksFolder(dir);
    List<String> notes = new ArrayList<>(folder.prepare(access));
    if (folder.hasDatabase()) {
      notes.addAll(LogGate.admit(folder, access));
    }
    if (access == Access.REPAIR) {
      notes.addAll(salvageIfDamaged(folder));
    }
    RocksSession session = RocksSessions.openSession(folder, access);
    if (access != Access.READ) {
      RocksCopies.complete(session);
    }
    RocksSessions sessions = new RocksSessions(folder, access, session);
    return new RocksEngine(folder, access, sessions, List.copyOf(notes));
  }

  private static List<String> salvageIfDamaged(RocksFolder folder) throws StoreException {
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
      notes.addAll(folder.replace(Salvage::run));
      return notes;
    } catch (IOException e) {
      throw new StoreException("store [" + folder.dir() + "] cannot be salvaged: " + e, e);
    } catch (RocksDBException e) {
      throw RocksErrors.explain(folder.dir().toString(), e);
    }
  }

  @Override
  public List<String> verify() throws IOException {
    RocksSession session = sessions.enter();
    try {
      return RocksCheck.of(session);
    } finally {
      session.leave();
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
      } finally {
        session.leave();
      }
    }
  }

  private static List<Optional<byte[]>> get(RocksSession session, String space, List<byte[]> keys)
      throws RocksDBException {
    Optional<ColumnFamilyHandle> family = session.family(space);
    List<Optional<byte[]>> values = new ArrayList<>(keys.size());
    if (keys.isEmpty() || family.isEmpty()) {
      keys.forEach(key -> values.add(Optional.empty()));
      return values;
    }
    List<byte[]> found =
        keys.size() == 1
            ? Collections.singletonList(session.db().get(family.get(), keys.getFirst()))
            : session.db().multiGetAsList(Collections.nCopies(keys.size(), family.get()), keys);
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = found.get(i);
      if (value == null && keys.size() > 1) {
        // The bulk call does not tell what is not here from what cannot be read.
        value = session.db().get(family.get(), keys.get(i));
      }
      values.add(Optional.ofNullable(value));
    }
    return values;
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
    try (WriteBatch batch = new WriteBatch();
        WriteOptions options = new WriteOptions().setSync(durability == Durability.SYNCED)) {
      for (Change change : changes) {
        add(session, batch, change);
      }
      if (!changes.isEmpty()) {
        session.db().write(options, batch);
      } else if (durability == Durability.SYNCED) {
        session.db().syncWal();
      }
    } catch (RocksDBException e) {
      session.markFailed();
      throw explain(e);
    } finally {
      session.leave();
    }
  }

  private void add(RocksSession session, WriteBatch batch, Change change)
      throws RocksDBException, StoreException {
    if (change.kind() != Change.Kind.PUT && session.family(change.space()).isEmpty()) {
      return;
    }
    if (session.family(change.space()).isEmpty()
        && session.familyCount() >= StoreLimits.MAX_TABLES) {
      throw new StoreException(
          "store [" + name() + "] has [" + StoreLimits.MAX_TABLES + "] tables, the most it takes");
    }
    add(batch, session.makeFamily(change.space()), change.kind(), change.key(), change.other());
    if (RocksCopies.covers(change.space())) {
      add(
          batch,
          session.makeFamily(RocksCopies.SPACE),
          change.kind(),
          RocksCopies.key(change.space(), change.key()),
          change.kind() == Change.Kind.DELETE_RANGE
              ? RocksCopies.key(change.space(), change.other())
              : change.other());
    }
  }

  private static void add(
      WriteBatch batch, ColumnFamilyHandle family, Change.Kind kind, byte[] key, byte[] other)
      throws RocksDBException {
    switch (kind) {
      case PUT -> batch.put(family, key, other);
      case DELETE -> batch.delete(family, key);
      case DELETE_RANGE -> batch.deleteRange(family, key, other);
    }
  }

  @Override
  public void reclaim() throws IOException {
    rewrite(RocksReclaim::run);
  }

  @Override
  public void erase() throws IOException {
    rewrite(RocksReclaim::erase);
  }

  private interface Rewrite {
    void run(RocksSession session) throws RocksDBException;
  }

  private void rewrite(Rewrite how) throws IOException {
    RocksSession session = sessions.enterToWrite();
    try {
      how.run(session);
    } catch (RocksDBException e) {
      throw explain(e);
    } finally {
      session.leave();
    }
  }

  @Override
  public long diskBytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder.database())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += sizeOrNothing(file);
      }
    }
    return bytes;
  }

  private static long sizeOrNothing(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Compacted away since it was listed.
    }
  }

  @Override
  public void close() throws IOException {
    sessions.close();
    if (access == Access.REPAIR) {
      folder.dropOld();
    }
  }

  private StoreException explain(RocksDBException e) {
    return RocksErrors.explain(name(), e);
  }
}
