package io.pinakes.ipfs.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileWriter;

/**
 * A database with damaged or missing tables, read as far as it goes. It lies in a folder of its own
 * that may be changed: a table that cannot be opened at all, or is of another space, gives way to
 * an empty one, since RocksDB would fail on every key of its range, in whatever table the key is.
 */
final class Wreck implements AutoCloseable {
  private static final byte[] DUMMY = "\0no key of a store\0".getBytes(StandardCharsets.US_ASCII);

  private final RocksSettings settings;
  private final RocksDB db;
  private final Map<String, ColumnFamilyHandle> families = new HashMap<>();
  private final Set<String> holed;

  /** Takes an entry. */
  interface Taker {
    void take(byte[] key, byte[] value) throws RocksDBException;
  }

  /** Opens what is there, by its manifest. */
  static Wreck open(Path database) throws RocksDBException, IOException {
    Set<String> holed = new TreeSet<>();
    try (Wreck first = new Wreck(database, holed)) {
      for (LiveFileMetaData file : first.db.getLiveFilesMetaData()) {
        Path table = database.resolve(file.fileName().replace("/", ""));
        String space = new String(file.columnFamilyName(), StandardCharsets.UTF_8);
        if (!TableFile.isOf(table, space)) {
          holed.add(space);
          replace(table, file.smallestKey());
        }
      }
    }
    return new Wreck(database, holed);
  }

  private Wreck(Path database, Set<String> holed) throws RocksDBException {
    this.settings = new RocksSettings();
    this.holed = holed;
    try {
      List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
      for (String name : RocksSession.families(database)) {
        descriptors.add(RocksSession.descriptor(settings, name));
      }
      List<ColumnFamilyHandle> all = new ArrayList<>();
      this.db = RocksDB.openReadOnly(lenient(), database.toString(), descriptors, all);
      for (ColumnFamilyHandle each : all) {
        families.put(new String(each.getName(), StandardCharsets.UTF_8), each);
      }
    } catch (RocksDBException | RuntimeException e) {
      settings.close();
      throw e;
    }
  }

  /** Options that open what ordinary ones refuse. */
  private DBOptions lenient() {
    Properties unnamed = new Properties();
    // Its setting has no method in Java: the empty tables are none that the manifest knows.
    unnamed.setProperty("verify_sst_unique_id_in_manifest", "false");
    return settings
        .own(DBOptions.getDBOptionsFromProps(unnamed))
        .setParanoidChecks(false)
        .setMaxOpenFiles(256)
        .setSkipStatsUpdateOnDbOpen(true);
  }

  static boolean isReadable(Path table) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(table.toString());
      return true;
    } catch (RocksDBException e) {
      return false;
    }
  }

  /** Puts a table with one entry, which nobody asks for, in the place of one. */
  private static void replace(Path table, byte[] smallest) throws RocksDBException, IOException {
    Files.deleteIfExists(table);
    try (Options options = new Options();
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(table.toString());
      writer.put(dummy(smallest), new byte[0]);
      writer.finish();
    }
  }

  private static byte[] dummy(byte[] smallest) {
    byte[] key = Arrays.copyOf(smallest, smallest.length + DUMMY.length);
    System.arraycopy(DUMMY, 0, key, smallest.length, DUMMY.length);
    return key;
  }

  static boolean isDummy(byte[] key) {
    return key.length >= DUMMY.length
        && Arrays.equals(key, key.length - DUMMY.length, key.length, DUMMY, 0, DUMMY.length);
  }

  Set<String> spaces() {
    return new TreeSet<>(families.keySet());
  }

  /** Hands over the entries with that prefix; whether it was all of them. */
  boolean scan(String space, byte[] prefix, Taker taker) throws RocksDBException {
    return walk(space, prefix, taker, true) && !holed.contains(space);
  }

  /** Hands over what can be had from the end of a space backwards, to where a page is damaged. */
  void scanBack(String space, byte[] prefix, Taker taker) throws RocksDBException {
    walk(space, prefix, taker, false);
  }

  private boolean walk(String space, byte[] prefix, Taker taker, boolean forward)
      throws RocksDBException {
    ColumnFamilyHandle family = families.get(space);
    if (family == null) {
      return true;
    }
    try (ReadOptions options = new ReadOptions().setFillCache(false).setVerifyChecksums(true);
        RocksIterator entries = db.newIterator(family, options)) {
      if (forward) {
        entries.seek(prefix);
      } else if (prefix.length == 0) {
        entries.seekToLast();
      } else {
        byte[] behind = prefix.clone();
        behind[behind.length - 1]++; // A prefix ends with 0.
        entries.seekForPrev(behind);
      }
      while (entries.isValid() && begins(entries.key(), prefix)) {
        if (!isDummy(entries.key())) {
          taker.take(entries.key(), entries.value());
        }
        if (forward) {
          entries.next();
        } else {
          entries.prev();
        }
      }
      return isFine(entries);
    }
  }

  private static boolean isFine(RocksIterator entries) {
    try {
      entries.status();
      return true;
    } catch (RocksDBException e) {
      return false;
    }
  }

  static boolean begins(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The readable tables of a space, the newest first. */
  List<Path> tables(String space) {
    List<Path> tables = new ArrayList<>();
    for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
      if (space.equals(new String(file.columnFamilyName(), StandardCharsets.UTF_8))) {
        tables.add(Path.of(file.path(), file.fileName()));
      }
    }
    // Their names are numbers of one length, up to a million.
    tables.sort(
        Comparator.comparingInt((Path table) -> table.getFileName().toString().length())
            .thenComparing(table -> table.getFileName().toString())
            .reversed());
    return tables;
  }

  /**
   * What all tables of a space say of a key.
   *
   * @param known whether no page that may tell was damaged
   * @param value empty if the key is not there, or was deleted
   */
  record Answer(boolean known, Optional<byte[]> value) {}

  Answer ask(String space, byte[] key) {
    ColumnFamilyHandle family = families.get(space);
    if (family == null) {
      return new Answer(true, Optional.empty());
    }
    try (ReadOptions options = new ReadOptions().setFillCache(false).setVerifyChecksums(true)) {
      Optional<byte[]> value = Optional.ofNullable(db.get(family, options, key));
      // Of a space with an empty table in the place of a lost one, absence says nothing.
      return new Answer(value.isPresent() || !holed.contains(space), value);
    } catch (RocksDBException e) {
      return new Answer(false, Optional.empty());
    }
  }

  /** A value; with {@code verify} off also of a page whose checksum is wrong. */
  Optional<byte[]> get(String space, byte[] key, boolean verify) {
    ColumnFamilyHandle family = families.get(space);
    if (family == null) {
      return Optional.empty();
    }
    try (ReadOptions options = new ReadOptions().setFillCache(false).setVerifyChecksums(verify)) {
      return Optional.ofNullable(db.get(family, options, key));
    } catch (RocksDBException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    families.values().forEach(ColumnFamilyHandle::close);
    db.close();
    settings.close();
  }
}
