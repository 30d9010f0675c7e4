package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what can still be read of a damaged database into a new one beside it: decision 0081.
 *
 * <p>Blocks are taken wherever their bytes have their hash. A table whose pages are damaged is
 * taken from its copy ({@link RocksCopies}); if that is damaged too, both give what they have.
 */
final class Salvage {
  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
  private static final String BLOCKS = "blocks";
  private static final String ROWS = "rows";
  private static final boolean[] VERIFIED = {true};
  private static final boolean[] EITHER_WAY = {true, false};

  /**
   * Tables that are worth nothing in part: what is public. A deletion that was lost with a page
   * would show the world what its owner has withdrawn.
   */
  private static final Set<String> WHOLE_OR_NOT =
      Set.of("table-public", "table-visibility", "table-names");

  private final Path from;
  private final Saved saved;
  private final PackedBlocks packed;
  private final List<String> notes = new ArrayList<>();
  private long blocks;
  private boolean inPart;
  private final TreeSet<byte[]> lost = new TreeSet<>(Arrays::compareUnsigned);

  private Salvage(Path from, Saved saved, PackedBlocks packed) {
    this.from = from;
    this.saved = saved;
    this.packed = packed;
  }

  /**
   * Saves what can be read of a database.
   *
   * @param from a folder with its files, of which tables and {@code CURRENT} may be replaced
   * @param to where the new one goes
   * @param packed the large blocks, which stay where they are
   * @return what was saved and lost, in sentences
   */
  static List<String> run(Path from, Path to, PackedBlocks packed)
      throws IOException, RocksDBException {
    try (Saved saved = Saved.create(to)) {
      Salvage salvage = new Salvage(from, saved, packed);
      salvage.run();
      saved.finish();
      return salvage.notes;
    }
  }

  private void run() throws IOException, RocksDBException {
    int elsewhere = TableFile.putBack(from);
    if (elsewhere > 0) {
      notes.add(
          "[" + elsewhere + "] tables lay under the names of others, and have their own again");
    }
    if (!byManifest()) {
      inPart = true;
      notes.add(
          "its manifest is lost: the tables were read one by one, and nothing is public now, until"
              + " it is published again");
      new LooseTables(from, saved, packed).read();
    }
    if (!lost.isEmpty()) {
      notes.add("[" + blocks + "] blocks were saved, [" + lost.size() + "] are to be restored");
    } else if (!inPart) {
      notes.add("nothing was lost");
    }
  }

  private boolean byManifest() throws IOException {
    for (Path manifest : DatabaseFiles.manifests(from)) {
      try {
        DatabaseFiles.writeCurrent(from, manifest);
        try (Wreck wreck = Wreck.open(from)) {
          saveTables(wreck);
          saveBlocks(wreck);
          return true;
        }
      } catch (RocksDBException e) {
        LOG.warn("manifest [{}] does not open: {}", manifest.getFileName(), e.getMessage());
      }
    }
    return false;
  }

  private void saveTables(Wreck wreck) throws RocksDBException {
    byte[] all = new byte[0];
    for (String space : wreck.spaces()) {
      if (!RocksCopies.covers(space)) {
        continue;
      }
      if (wreck.scan(space, all, (key, value) -> saved.put(space, key, value))) {
        continue;
      }
      byte[] prefix = RocksCopies.prefix(space);
      Wreck.Taker copied =
          (key, value) ->
              saved.put(space, Arrays.copyOfRange(key, prefix.length, key.length), value);
      boolean copiesAreWhole = wreck.get(RocksCopies.SPACE, new byte[] {0}, true).isPresent();
      if (wreck.scan(RocksCopies.SPACE, prefix, copied) && copiesAreWhole) {
        notes.add("table [" + space + "] was damaged, and is taken from its copy");
        continue;
      }
      if (!mayBeInPart(space)) {
        saved.clear(space);
        notes.add("table [" + space + "] was damaged: what was public by it is private now");
        continue;
      }
      wreck.scanBack(RocksCopies.SPACE, prefix, copied);
      wreck.scanBack(space, all, (key, value) -> saved.put(space, key, value));
      saveBetween(wreck, space, prefix);
      inPart = true;
      notes.add("table [" + space + "] was damaged, and its entries may not all be here");
    }
    saved.flush();
  }

  /**
   * What is neither before nor behind the damage: a scan of all tables of a space together ends at
   * the first page that is damaged in one of them, and begins again behind the last. So they are
   * read one by one; but whether an entry still counts is asked of all of them.
   */
  private void saveBetween(Wreck wreck, String space, byte[] prefix) throws RocksDBException {
    for (Path table : wreck.tables(space)) {
      saved.flush();
      LooseTables.walk(table, (key, value) -> saveIfCounts(wreck, space, key, value));
    }
    for (Path table : wreck.tables(RocksCopies.SPACE)) {
      saved.flush();
      LooseTables.walk(
          table,
          (key, value) -> {
            if (Wreck.begins(key, prefix)) {
              saveIfCounts(wreck, space, Arrays.copyOfRange(key, prefix.length, key.length), value);
            }
          });
    }
  }

  /** Saves an entry of one table as the whole says it is; as it stands here if nothing says so. */
  private void saveIfCounts(Wreck wreck, String space, byte[] key, byte[] value)
      throws RocksDBException {
    if (Wreck.isDummy(key) || saved.get(space, key).isPresent()) {
      return;
    }
    Wreck.Answer answer = wreck.ask(space, key);
    if (!answer.known()) {
      answer = wreck.ask(RocksCopies.SPACE, RocksCopies.key(space, key));
    }
    if (!answer.known()) {
      saved.put(space, key, value);
    } else if (answer.value().isPresent()) {
      saved.put(space, key, answer.value().get());
    }
  }

  private void saveBlocks(Wreck wreck) throws IOException, RocksDBException {
    // The keys of the blocks are those of their rows, unless rows were lost as well.
    TreeSet<byte[]> unlisted = new TreeSet<>(Arrays::compareUnsigned);
    Wreck.Taker unknown =
        (key, value) -> {
          if (saved.get(ROWS, key).isEmpty()) {
            unlisted.add(key);
          }
        };
    wreck.scan(BLOCKS, new byte[0], unknown);
    wreck.scanBack(BLOCKS, new byte[0], unknown);
    saved.scan(PackedBlocks.SPACE, unknown);
    saved.scan(ROWS, (key, row) -> saveBlock(wreck, key, true));
    for (byte[] key : unlisted) {
      saveBlock(wreck, key, false);
    }
    if (!lost.isEmpty()) {
      saveLargeBlocks();
    }
  }

  private void saveBlock(Wreck wreck, byte[] key, boolean listed) throws RocksDBException {
    Optional<byte[]> large = saved.packed(packed, key);
    if (large.isPresent() && SavedBlock.isBlock(key, large.get())) {
      if (!listed) {
        saved.put(ROWS, key, SavedBlock.row(large.get()));
      }
      blocks++;
      return;
    }
    for (boolean verify : isInPage(key, listed) ? EITHER_WAY : VERIFIED) {
      Optional<byte[]> bytes = wreck.get(BLOCKS, key, verify);
      if (bytes.isPresent() && SavedBlock.isBlock(key, bytes.get())) {
        saved.put(BLOCKS, key, bytes.get());
        if (!listed) {
          saved.put(ROWS, key, SavedBlock.row(bytes.get()));
        }
        blocks++;
        return;
      }
    }
    saved.delete(PackedBlocks.SPACE, key);
    if (listed) {
      // Without its row it passes for a block that was never here, so that it can come again.
      saved.delete(ROWS, key);
      lost.add(key);
    }
  }

  /**
   * Whether a block is small, and lies in a page of a table. A large one is in a file of its own
   * kind, and is not read unverified: RocksDB would take what it finds there for a length, and ask
   * the system for so much memory.
   */
  private boolean isInPage(byte[] key, boolean listed) throws RocksDBException {
    Optional<byte[]> row = listed ? saved.get(ROWS, key) : Optional.empty();
    try {
      return row.isPresent()
          && Varint.read(ByteBuffer.wrap(row.get())) < RocksSettings.MIN_BLOB_BYTES;
    } catch (MultiformatException e) {
      return false;
    }
  }

  /** Those that a table no longer points to are still in their files. */
  private void saveLargeBlocks() throws IOException, RocksDBException {
    for (Path file : DatabaseFiles.files(from, ".blob")) {
      BlobFile.read(
          file,
          (key, bytes) -> {
            if (lost.contains(key) && SavedBlock.isBlock(key, bytes)) {
              saved.put(BLOCKS, key, bytes);
              saved.put(ROWS, key, SavedBlock.row(bytes));
              lost.remove(key);
              blocks++;
            }
          });
    }
    packed.find(
        lost,
        (key, value, pointer) -> {
          saved.put(PackedBlocks.SPACE, key, pointer.toBytes());
          saved.put(ROWS, key, SavedBlock.row(value));
          blocks++;
        });
  }

  /** Whether a table is of use if some of its entries, or of its deletions, are missing. */
  static boolean mayBeInPart(String space) {
    return !WHOLE_OR_NOT.contains(space);
  }
}
