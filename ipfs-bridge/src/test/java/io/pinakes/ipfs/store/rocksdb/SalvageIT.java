package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** A store whose tables lost a byte, or are gone, and what a repair brings back of it. */
@Tag("slow")
class SalvageIT {
  private static final long SEED = 7;
  private static final int SMALL = 300;
  private static final int LARGE = 20;

  /** How many of the large ones are in packs. */
  private static final int PACKED = 5;

  private static final int ROWS = 400;
  private static final int FLIPS = 3;
  private static final int SWAPS = 10;
  private static final StoreOptions REPAIR =
      new StoreOptions(StoreOptions.Access.REPAIR, StoreOptions.UNLIMITED);

  private final Random random = new Random(SEED);
  private final List<Block> blocks = new ArrayList<>();
  @TempDir Path dir;
  private Path sound;
  private Path copy;

  @BeforeEach
  void write() throws IOException {
    System.out.println("seed " + SEED);
    sound = dir.resolve("sound");
    copy = dir.resolve("copy");
    for (int i = 0; i < SMALL + LARGE; i++) {
      byte[] bytes = new byte[i < SMALL ? 100 + random.nextInt(300) : large(i)];
      random.nextBytes(bytes);
      blocks.add(Block.of(Multicodec.RAW, bytes));
    }
    try (Store store = RocksStore.open(sound, StoreOptions.DEFAULTS)) {
      store.blocks().put(blocks.subList(0, SMALL / 2));
      putRows(store, 0, ROWS / 2);
    }
    try (Store store = RocksStore.open(sound, StoreOptions.DEFAULTS)) {
      store.blocks().put(blocks);
      putRows(store, ROWS / 2, ROWS);
      Batch batch = store.batch();
      batch.delete(store.table("rows"), key(3));
      batch.put(store.table("public"), key(0), key(0));
      batch.commit(Durability.SYNCED);
    }
  }

  private static int large(int block) {
    return block < SMALL + LARGE - PACKED ? 5_000 : PackedBlocks.MIN_BYTES + block;
  }

  private static void putRows(Store store, int from, int to) throws IOException {
    Batch batch = store.batch();
    for (int i = from; i < to; i++) {
      batch.put(store.table("rows"), key(i), ("row " + i).getBytes(StandardCharsets.UTF_8));
    }
    batch.commit(Durability.SYNCED);
  }

  private static byte[] key(int i) {
    return ByteBuffer.allocate(4).putInt(i).array();
  }

  @Test
  void oneByteOfATableCostsAtMostTheSmallBlocksOfItsPage() throws IOException {
    int noticed = 0;
    for (Path file : files(sound, "sst")) {
      byte[] bytes = Files.readAllBytes(file);
      for (int i = 0; i < FLIPS; i++) {
        int at = random.nextInt(bytes.length);
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        copySound();
        Files.write(inCopy(file), flipped);
        String what = file.getFileName() + " at " + at + " of " + bytes.length;
        if (!isSound(copy)) {
          noticed++;
        }
        requireSaved(what, 0, at > bytes.length - 2_000 ? SMALL : 30);
      }
    }
    assertThat(noticed).isPositive();
  }

  @Test
  void aTableThatIsGoneCostsAtMostTheSmallBlocksThatWereInIt() throws IOException {
    for (Path file : files(sound, "sst")) {
      copySound();
      Files.delete(inCopy(file));
      assertThat(isSound(copy)).as("without %s", file).isFalse();
      requireSaved("without " + file.getFileName(), 0, SMALL);
    }
  }

  @Test
  void anEmptyFileThatNamesTheManifestCostsNothing() throws IOException {
    copySound();
    Files.write(copy.resolve("rocksdb/CURRENT"), new byte[0]);
    for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
      assertThatThrownBy(() -> RocksStore.open(copy, options))
          .isInstanceOf(StoreDamagedException.class)
          .hasMessageContaining("CURRENT");
    }
    requireSaved("empty CURRENT", 0, 0);
    copySound();
    Files.delete(copy.resolve("rocksdb/CURRENT"));
    requireSaved("no CURRENT", 0, 0);
  }

  @Test
  void aLostManifestCostsNoBlock() throws IOException {
    copySound();
    for (Path manifest : files(copy, "MANIFEST")) {
      Files.delete(manifest);
    }
    requireSaved("no manifest", 1, 0);
    copySound();
    for (Path manifest : files(copy, "MANIFEST")) {
      byte[] bytes = Files.readAllBytes(manifest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(manifest, bytes);
    }
    requireSaved("damaged manifest", 1, 0);
  }

  @Test
  void aMissingFileOfLargeBlocksIsSaidToBeDamage() throws IOException {
    copySound();
    for (Path file : files(copy, ".blob")) {
      Files.delete(file);
    }
    assertThat(isSound(copy)).isFalse();
    try (Store store = RocksStore.open(copy, StoreOptions.READ_ONLY)) {
      assertThatThrownBy(() -> store.blocks().get(blocks.get(SMALL).cid()))
          .hasCauseInstanceOf(StoreDamagedException.class);
    }
    try (Store store = RocksStore.open(copy, REPAIR)) {
      assertThat(store.blocks().has(blocks.get(SMALL).cid())).isFalse();
      assertThat(store.blocks().get(blocks.getFirst().cid())).isPresent();
    }
    assertThat(isSound(copy)).isTrue();
  }

  @Test
  void whereATableAndItsCopyAreGoneNothingIsMadeUp() throws Exception {
    copySound();
    for (Path table : files(copy, ".sst")) {
      if (List.of("table-rows", "copies").contains(space(table))) {
        Files.write(table, new byte[0]);
      }
    }
    try (Store store = RocksStore.open(copy, REPAIR)) {
      store
          .table("rows")
          .scan(
              new byte[0],
              (key, value) -> {
                assertThat(new String(value, StandardCharsets.UTF_8)).startsWith("row ");
                return true;
              });
      assertThat(store.notes()).doesNotContain("nothing was lost");
    }
  }

  @Test
  void damageToTheNewestTableOfEverySpaceCostsNothingOfTheOthers() throws Exception {
    copySound();
    Map<String, List<Path>> tables = new TreeMap<>();
    for (Path table : files(copy, ".sst")) {
      tables.computeIfAbsent(space(table), name -> new ArrayList<>()).add(table);
    }
    assertThat(tables.get("blocks")).as("%s", tables).hasSizeGreaterThan(1);
    for (List<Path> each : tables.values()) {
      byte[] bytes = Files.readAllBytes(each.getLast());
      bytes[20] ^= 1;
      Files.write(each.getLast(), bytes);
    }
    try (Store store = RocksStore.open(copy, REPAIR)) {
      System.out.println(store.notes());
      assertThat(store.notes()).doesNotContain("nothing was lost");
      for (int i = 0; i < ROWS / 2; i++) {
        assertThat(i == 3 || store.table("rows").get(key(i)).isPresent()).as("row %d", i).isTrue();
      }
      for (Block block : blocks.subList(0, SMALL / 2)) {
        assertThat(store.blocks().get(block.cid())).isPresent();
      }
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void tablesThatLieUnderTheNamesOfOthersAreReadAsWhatTheyAre() throws IOException {
    for (int round = 0; round < SWAPS; round++) {
      copySound();
      List<Path> tables = new ArrayList<>(files(copy, ".sst"));
      Collections.shuffle(tables, random);
      swap(tables.get(0), tables.get(1));
      swap(tables.get(2), tables.get(3));
      String what = "swapped " + tables.subList(0, 4).stream().map(Path::getFileName).toList();
      assertThat(isSound(copy)).as(what).isFalse();
      requireSaved(what, 0, 0);
    }
  }

  @Test
  void aTableOverAnotherIsReadAsWhatItIsAndTheOtherIsGone() throws IOException {
    for (int round = 0; round < SWAPS; round++) {
      copySound();
      List<Path> tables = new ArrayList<>(files(copy, ".sst"));
      Collections.shuffle(tables, random);
      Files.copy(tables.get(0), tables.get(1), StandardCopyOption.REPLACE_EXISTING);
      String what = tables.get(0).getFileName() + " over " + tables.get(1).getFileName();
      assertThat(isSound(copy)).as(what).isFalse();
      requireSaved(what, 0, SMALL);
    }
  }

  private static void swap(Path one, Path other) throws IOException {
    byte[] bytes = Files.readAllBytes(one);
    Files.move(other, one, StandardCopyOption.REPLACE_EXISTING);
    Files.write(other, bytes);
  }

  private static String space(Path table) throws RocksDBException {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(table.toString());
      return new String(reader.getTableProperties().getColumnFamilyName(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatWasPublicIsNotWhereADeletionMayBeLost() throws IOException {
    copySound();
    try (Store store = RocksStore.open(copy, REPAIR)) {
      assertThat(store.table("public").get(key(0))).isPresent();
    }
    for (Path manifest : files(copy, "MANIFEST")) {
      Files.delete(manifest);
    }
    try (Store store = RocksStore.open(copy, REPAIR)) {
      assertThat(store.table("public").get(key(0))).isEmpty();
      assertThat(store.notes()).anyMatch(note -> note.contains("nothing is public now"));
    }
    copySound();
    for (Path table : files(copy, ".sst")) {
      Files.delete(table);
    }
    try (Store store = RocksStore.open(copy, REPAIR)) {
      assertThat(store.table("public").get(key(0))).isEmpty();
      assertThat(store.notes()).anyMatch(note -> note.contains("public by it is private now"));
    }
  }

  @Test
  void aSalvageThatWasKilledBetweenItsTwoRenamesLeavesTheOldDatabase() throws IOException {
    for (StoreOptions options : List.of(StoreOptions.READ_ONLY, StoreOptions.DEFAULTS, REPAIR)) {
      copySound();
      Files.move(copy.resolve("rocksdb"), copy.resolve("rocksdb.old"));
      Files.createDirectories(copy.resolve("salvage/to"));
      try (Store store = RocksStore.open(copy, options)) {
        assertThat(store.upkeep().usage().blocks()).isEqualTo(blocks.size());
        assertThat(store.blocks().get(blocks.getFirst().cid())).isPresent();
      }
      assertThat(isSound(copy)).isTrue();
    }
  }

  private static boolean isSound(Path store) throws IOException {
    try (Store open = RocksStore.open(store, StoreOptions.READ_ONLY)) {
      return open.upkeep().verify().isEmpty();
    } catch (StoreDamagedException e) {
      return false;
    } catch (StoreException e) {
      throw new AssertionError("not said to be damage", e);
    }
  }

  /** Repairs the copy, and requires all rows of its table and all but some small blocks. */
  private void requireSaved(String what, int deletedMayBeBack, int mayBeLost) throws IOException {
    List<Block> lost = new ArrayList<>();
    try (Store store = RocksStore.open(copy, REPAIR)) {
      for (int i = 0; i < ROWS; i++) {
        Optional<byte[]> row = store.table("rows").get(key(i));
        if (i != 3) {
          assertThat(row)
              .as("%s: row %d", what, i)
              .hasValue(("row " + i).getBytes(StandardCharsets.UTF_8));
        } else if (deletedMayBeBack == 0) {
          assertThat(row).as("%s: deleted row", what).isEmpty();
        }
      }
      for (Block block : blocks) {
        if (!store.blocks().has(block.cid())) {
          lost.add(block);
        } else {
          assertThat(store.blocks().get(block.cid())).as(what).hasValue(block.bytes());
        }
      }
      System.out.println(what + ": lost " + lost.size() + " blocks; " + store.notes());
      assertThat(lost.size()).as(what).isLessThanOrEqualTo(mayBeLost);
      assertThat(store.upkeep().usage().blocks()).isEqualTo(blocks.size() - lost.size());
      store.blocks().put(lost);
      assertThat(store.upkeep().verify()).as(what).isEmpty();
    }
    assertThat(copy.resolve("rocksdb.old")).doesNotExist();
    assertThat(isSound(copy)).as(what).isTrue();
    try (Store store = RocksStore.open(copy, StoreOptions.DEFAULTS)) {
      assertThat(store.upkeep().usage().blocks()).isEqualTo(blocks.size());
      store.upkeep().reclaim();
    }
  }

  private Path inCopy(Path file) {
    return copy.resolve("rocksdb").resolve(file.getFileName().toString());
  }

  private void copySound() throws IOException {
    if (Files.exists(copy)) {
      try (Stream<Path> all = Files.walk(copy)) {
        for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    try (Stream<Path> all = Files.walk(sound)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, copy.resolve(sound.relativize(each).toString()));
      }
    }
  }

  private static List<Path> files(Path store, String part) throws IOException {
    try (Stream<Path> files = Files.list(store.resolve("rocksdb"))) {
      return files.filter(file -> file.getFileName().toString().contains(part)).sorted().toList();
    }
  }
}
