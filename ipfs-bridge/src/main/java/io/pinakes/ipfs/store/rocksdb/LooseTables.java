package io.pinakes.ipfs.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * Tables without the manifest that says which of them counts: read in the order of their numbers,
 * the later over the earlier. Each names its space. What was deleted since may come back, and so
 * nothing of what was public is taken.
 */
final class LooseTables {
  private final Path folder;
  private final Saved saved;
  private final PackedBlocks packed;

  LooseTables(Path folder, Saved saved, PackedBlocks packed) {
    this.folder = folder;
    this.saved = saved;
    this.packed = packed;
  }

  /** Saves what they have; tables over their copies, and blocks whose hash is right. */
  void read() throws IOException, RocksDBException {
    List<Path> tables = DatabaseFiles.files(folder, ".sst");
    for (boolean copies : new boolean[] {true, false}) {
      for (Path table : tables) {
        read(table, copies);
      }
    }
    readSmallBlocks(tables);
    for (Path blobs : DatabaseFiles.files(folder, ".blob")) {
      BlobFile.read(blobs, this::saveBlock);
    }
    packed.all(
        (key, value, pointer) -> {
          saved.put(PackedBlocks.SPACE, key, pointer.toBytes());
          if (saved.get("rows", key).isEmpty()) {
            saved.put("rows", key, SavedBlock.row(value));
          }
        });
    saved.flush();
    saved.scan(
        "rows",
        (key, row) -> {
          if (saved.get("blocks", key).isEmpty() && saved.packed(packed, key).isEmpty()) {
            saved.delete("rows", key);
            saved.delete(PackedBlocks.SPACE, key);
          }
        });
  }

  private void read(Path table, boolean copies) throws RocksDBException {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      String space;
      try {
        reader.open(table.toString());
        space =
            new String(reader.getTableProperties().getColumnFamilyName(), StandardCharsets.UTF_8);
      } catch (RocksDBException e) {
        return; // Nothing of it can be read.
      }
      if (copies == space.equals(RocksCopies.SPACE)) {
        Wreck.Taker taker = (key, value) -> save(space, key, value);
        walk(reader, true, taker);
        walk(reader, false, taker);
      }
    }
  }

  /** Hands over what a table has from its beginning, and from its end, to where it is damaged. */
  static void walk(Path table, Wreck.Taker taker) throws RocksDBException {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      try {
        reader.open(table.toString());
      } catch (RocksDBException e) {
        return; // Nothing of it can be read.
      }
      walk(reader, true, taker);
      walk(reader, false, taker);
    }
  }

  /** One by one: what goes through a table ends at the first value that is in a file of its own. */
  private void readSmallBlocks(List<Path> tables) throws RocksDBException {
    saved.flush();
    for (Path table : tables.stream().filter(Wreck::isReadable).toList()) {
      try (Options options = new Options();
          SstFileReader reader = new SstFileReader(options)) {
        reader.open(table.toString());
        try (ReadOptions reading = new ReadOptions();
            SstFileReaderIterator entries = reader.newIterator(reading)) {
          saved.scan("rows", (key, row) -> saveIfHere(entries, key));
        }
      }
    }
  }

  private void saveIfHere(SstFileReaderIterator entries, byte[] key) throws RocksDBException {
    entries.seek(key);
    if (entries.isValid() && Arrays.equals(entries.key(), key)) {
      saveBlock(key, entries.value());
    }
  }

  private static void walk(SstFileReader reader, boolean forward, Wreck.Taker taker)
      throws RocksDBException {
    try (ReadOptions options = new ReadOptions().setVerifyChecksums(true);
        SstFileReaderIterator entries = reader.newIterator(options)) {
      if (forward) {
        entries.seekToFirst();
      } else {
        entries.seekToLast();
      }
      while (entries.isValid()) {
        taker.take(entries.key(), entries.value());
        if (forward) {
          entries.next();
        } else {
          entries.prev();
        }
      }
    }
  }

  private void save(String space, byte[] key, byte[] value) throws RocksDBException {
    if (space.equals("blocks")) {
      saveBlock(key, value);
    } else if (space.equals(RocksCopies.SPACE)) {
      Optional<Map.Entry<String, byte[]>> original = RocksCopies.original(key);
      if (original.isPresent() && Salvage.mayBeInPart(original.get().getKey())) {
        saved.put(original.get().getKey(), original.get().getValue(), value);
      }
    } else if (RocksCopies.covers(space) && Salvage.mayBeInPart(space)) {
      saved.put(space, key, value);
    }
  }

  private void saveBlock(byte[] key, byte[] value) throws RocksDBException {
    if (SavedBlock.isBlock(key, value)) {
      saved.put("blocks", key, value);
      if (saved.get("rows", key).isEmpty()) {
        saved.put("rows", key, SavedBlock.row(value));
      }
    }
  }
}
