package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

  /**
   * Tables that are worth nothing in part: what is public. A deletion that was lost with a page
   * would show the world what its owner has withdrawn.
   */
  private static final Set<String> WHOLE_OR_NOT = Set.of("table-public", "table-visibility");

  private final Path from;
  private final Saved saved;
  private final List<String> notes = new ArrayList<>();
  private long blocks;
  private final TreeSet<byte[]> lost = new TreeSet<>(Arrays::compareUnsigned);

  private Salvage(Path from, Saved saved) {
    this.from = from;
    this.saved = saved;
  }

  /**
   * Saves what can be read of a database.
   *
   * @param from a folder with its files, of which tables and {@code CURRENT} may be replaced
   * @param to where the new one goes
   * @return what was saved and lost, in sentences
   */
  static List<String> run(Path from, Path to) throws IOException, RocksDBException {
    try (Saved saved = Saved.create(to)) {
      Salvage salvage = new Salvage(from, saved);
      salvage.run();
      saved.finish();
      return salvage.notes;
    }
  }

  private void run() throws IOException, RocksDBException {
    if (!byManifest()) {
      notes.add("its manifest is lost: the tables were read one by one, and nothing is public now");
      new LooseTables(from, saved).read();
    }
    notes.add(
        lost.isEmpty()
            ? "nothing was lost"
            : "[" + blocks + "] blocks were saved, [" + lost.size() + "] are to be restored");
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
      notes.add("table [" + space + "] was damaged, and its entries may not all be here");
    }
    saved.flush();
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
    saved.scan(ROWS, (key, row) -> saveBlock(wreck, key, true));
    for (byte[] key : unlisted) {
      saveBlock(wreck, key, false);
    }
    if (!lost.isEmpty()) {
      saveLargeBlocks();
    }
  }

  private void saveBlock(Wreck wreck, byte[] key, boolean listed) throws RocksDBException {
    for (boolean verify : new boolean[] {true, false}) {
      Optional<byte[]> bytes = wreck.get(BLOCKS, key, verify);
      if (bytes.isPresent() && isBlock(key, bytes.get())) {
        saved.put(BLOCKS, key, bytes.get());
        if (!listed) {
          saved.put(ROWS, key, row(bytes.get()));
        }
        blocks++;
        return;
      }
    }
    if (listed) {
      // Without its row it passes for a block that was never here, so that it can come again.
      saved.delete(ROWS, key);
      lost.add(key);
    }
  }

  /** Those that a table no longer points to are still in their files. */
  private void saveLargeBlocks() throws IOException, RocksDBException {
    for (Path file : DatabaseFiles.files(from, ".blob")) {
      BlobFile.read(
          file,
          (key, bytes) -> {
            if (lost.contains(key) && isBlock(key, bytes)) {
              saved.put(BLOCKS, key, bytes);
              saved.put(ROWS, key, row(bytes));
              lost.remove(key);
              blocks++;
            }
          });
    }
  }

  /** Whether a table is of use if some of its entries, or of its deletions, are missing. */
  static boolean mayBeInPart(String space) {
    return !WHOLE_OR_NOT.contains(space);
  }

  /** Whether bytes have the hash that is their key. */
  static boolean isBlock(byte[] key, byte[] bytes) {
    try {
      Block.verified(Cid.v1(Multicodec.RAW, Multihash.fromBytes(key)), bytes);
      return true;
    } catch (HashMismatchException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What the row of a block said that has lost it: a record, or bytes. */
  static byte[] row(byte[] block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8);
    Varint.write(block.length, out);
    Varint.write(isRecord(block) ? Multicodec.DAG_CBOR : Multicodec.RAW, out);
    return out.toByteArray();
  }

  /** A map or a list: no text begins with such a byte. */
  private static boolean isRecord(byte[] block) {
    int first = block.length == 0 ? 0 : Byte.toUnsignedInt(block[0]);
    if (first < 0x80 || first >= 0xc0) {
      return false;
    }
    try {
      DagCbor.STRICT.decode(block);
      return true;
    } catch (CodecException e) {
      return false;
    }
  }
}
