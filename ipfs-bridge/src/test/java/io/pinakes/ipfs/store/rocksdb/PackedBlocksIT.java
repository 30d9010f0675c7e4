package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Large blocks: where they are, what becomes of their room, and what damage costs. */
@Timeout(900)
class PackedBlocksIT {
  private static final long SEED = 11;
  private static final StoreOptions REPAIR =
      new StoreOptions(StoreOptions.Access.REPAIR, StoreOptions.UNLIMITED);

  private final Random random = new Random(SEED);
  @TempDir Path dir;

  private List<Block> blocks(int count, int bytes) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[bytes];
      random.nextBytes(content);
      blocks.add(Block.of(Multicodec.RAW, content));
    }
    return blocks;
  }

  private Store open(StoreOptions options) throws IOException {
    return RocksStore.open(dir, options);
  }

  private List<Path> packs() throws IOException {
    if (!Files.exists(dir.resolve("packs"))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(dir.resolve("packs"))) {
      return all.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
    }
  }

  private long bytesOfPacks() throws IOException {
    long bytes = 0;
    for (Path pack : packs()) {
      bytes += Files.size(pack);
    }
    return bytes;
  }

  private static void requireAll(Store store, List<Block> blocks) throws IOException {
    for (Block block : blocks) {
      assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
    }
    List<Cid> cids = blocks.stream().map(Block::cid).toList();
    assertThat(store.blocks().getAll(cids))
        .hasSize(blocks.size())
        .allMatch(each -> !each.isEmpty());
  }

  @Test
  void largeBlocksAreWrittenOnceAndSmallOnesBesideThem() throws IOException {
    List<Block> all = blocks(40, 256 << 10);
    long large = 40L * (256 << 10);
    all.addAll(blocks(5, PackedBlocks.MIN_BYTES - 1));
    try (Store store = open(StoreOptions.DEFAULTS)) {
      // A batch has a bound, so that they come in three.
      for (int from = 0; from < all.size(); from += 15) {
        store.blocks().put(all.subList(from, from + 15));
      }
      requireAll(store, all);
      assertThat(bytesOfPacks()).isBetween(large, large + 40 * 100);
      assertThat(store.upkeep().diskBytes()).isLessThan(large + (2 << 20));
    }
    for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
      try (Store store = open(options)) {
        requireAll(store, all);
        assertThat(store.upkeep().verify()).isEmpty();
        assertThat(store.upkeep().usage().blocks()).isEqualTo(45);
      }
    }
  }

  @Test
  void aThreadThatWasInterruptedWritesAllTheSameAndStaysInterrupted() throws IOException {
    List<Block> all = blocks(2, 100_000);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      for (Block block : all) {
        Thread.currentThread().interrupt();
        store.blocks().put(List.of(block));
        assertThat(Thread.interrupted()).isTrue();
      }
      requireAll(store, all);
    }
  }

  @Test
  void whatTheNextProcessWritesGoesBehindWhatIsThere() throws IOException {
    List<Block> all = blocks(3, 100_000);
    for (Block block : all) {
      try (Store store = open(StoreOptions.DEFAULTS)) {
        store.blocks().put(List.of(block));
      }
      // What a killed process had begun.
      Files.write(packs().getLast(), new byte[] {'p', 'k', 1}, StandardOpenOption.APPEND);
    }
    assertThat(packs()).hasSize(1);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      requireAll(store, all);
    }
  }

  @Test
  void theRoomOfDeletedBlocksIsGivenBackAndTheRestStays() throws IOException {
    System.out.println("seed " + SEED);
    List<Block> all = blocks(600, 256 << 10);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      for (int from = 0; from < all.size(); from += 50) {
        store.blocks().put(all.subList(from, from + 50));
      }
      assertThat(packs()).hasSize(3);
      store.blocks().delete(all.subList(0, 10).stream().map(Block::cid).toList());
      store.upkeep().reclaim();
      // Ten of the 250 or so in its pack are not worth their being moved.
      assertThat(bytesOfPacks()).isGreaterThan(600L * (256 << 10));

      List<Block> gone = all.subList(0, 400);
      List<Block> kept = all.subList(400, 600);
      store.blocks().delete(gone.stream().map(Block::cid).toList());
      store.upkeep().reclaim();
      assertThat(bytesOfPacks()).isLessThan(220L * (256 << 10));
      requireAll(store, kept);
      for (Block block : gone) {
        assertThat(store.blocks().get(block.cid())).isEmpty();
      }
      store.blocks().put(gone.subList(0, 30));
      requireAll(store, gone.subList(0, 30));
      assertThat(store.upkeep().usage()).isEqualTo(store.upkeep().recount());
    }
    try (Store store = open(StoreOptions.READ_ONLY)) {
      requireAll(store, all.subList(400, 600));
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void anErasedBlockIsInNoFile() throws IOException {
    List<Block> all = blocks(60, 100_000);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
      Block secret = all.get(30);
      byte[] part = Arrays.copyOfRange(secret.bytes(), 50_000, 50_020);
      assertThat(contains(part)).isTrue();
      store.blocks().delete(List.of(secret.cid()));
      store.upkeep().erase();
      assertThat(contains(part)).isFalse();
      assertThat(store.blocks().has(secret.cid())).isFalse();
      requireAll(store, all.subList(0, 30));
      requireAll(store, all.subList(31, 60));
    }
  }

  private boolean contains(byte[] part) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (bytes.contains(new String(part, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aReaderFollowsBlocksThatItsWriterMoved() throws IOException {
    List<Block> all = blocks(40, 100_000);
    List<Block> kept = all.subList(20, 40);
    try (Store writer = open(StoreOptions.DEFAULTS)) {
      writer.blocks().put(all);
      try (Store reader = open(StoreOptions.READ_ONLY)) {
        requireAll(reader, all);
        writer.blocks().delete(all.subList(0, 20).stream().map(Block::cid).toList());
        writer.upkeep().reclaim();
        assertThat(reader.upkeep().verify()).isEmpty();
        requireAll(reader, kept);
      }
    }
  }

  @Test
  void aFlippedByteIsReportedUnderItsCidAndCanBeMended() throws IOException {
    List<Block> all = blocks(20, 100_000);
    Block victim = all.get(7);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
    }
    flip(victim);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      assertThat(store.upkeep().verify())
          .singleElement()
          .asString()
          .contains("[1] blocks", packs().getFirst().getFileName().toString());
      assertThatThrownBy(() -> store.blocks().get(victim.cid()))
          .isInstanceOfSatisfying(
              DamagedBlockException.class, e -> assertThat(e.cid()).isEqualTo(victim.cid()));
      assertThatThrownBy(() -> store.blocks().unhashed().get(victim.cid()))
          .isInstanceOf(DamagedBlockException.class);
      requireAll(store, all.subList(0, 7));
      // Its pack stays as long as somebody may want to look into it.
      store.blocks().delete(all.subList(8, 20).stream().map(Block::cid).toList());
      store.upkeep().reclaim();
      requireAll(store, all.subList(0, 7));
      store.blocks().replace(victim);
      requireAll(store, all.subList(0, 8));
      store.upkeep().reclaim();
      assertThat(store.upkeep().verify()).isEmpty();
      assertThat(bytesOfPacks()).isLessThan(9 * 100_000);
    }
  }

  private void flip(Block victim) throws IOException {
    for (Path pack : packs()) {
      byte[] bytes = Files.readAllBytes(pack);
      int at = DamagedStoreIT.indexOf(bytes, victim.bytes());
      if (at >= 0) {
        bytes[at + 1_234] ^= 4;
        Files.write(pack, bytes);
      }
    }
  }

  @Test
  void aRepairTakesOutWhatIsNowhereSoThatItCanComeAgain() throws IOException {
    List<Block> all = blocks(20, 100_000);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
    }
    flip(all.get(3));
    flip(all.get(4));
    try (Store store = open(REPAIR)) {
      assertThat(store.notes())
          .anyMatch(note -> note.contains("[2] blocks") && note.contains("[2] are to be restored"));
      assertThat(store.blocks().has(all.get(3).cid())).isFalse();
      assertThat(store.upkeep().usage().blocks()).isEqualTo(18);
      store.blocks().put(all.subList(3, 5));
      requireAll(store, all);
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void packsThatWereSwappedOrRenamedCostNothing() throws IOException {
    List<Block> all = blocks(600, 256 << 10);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      for (int from = 0; from < all.size(); from += 50) {
        store.blocks().put(all.subList(from, from + 50));
      }
    }
    Path first = packs().get(0);
    Path second = packs().get(1);
    Path aside = first.resolveSibling("aside");
    Files.move(first, aside);
    Files.move(second, first);
    Files.move(aside, second);
    Files.move(packs().get(2), first.resolveSibling("77.pack"), StandardCopyOption.ATOMIC_MOVE);
    try (Store store = open(StoreOptions.READ_ONLY)) {
      assertThat(store.upkeep().verify()).hasSize(3);
    }
    try (Store store = open(REPAIR)) {
      assertThat(store.notes()).anyMatch(note -> note.contains("[0] are to be restored"));
      requireAll(store, all);
      store.blocks().put(blocks(3, 100_000));
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void aStoreOfTheFirstFormatIsReadAndWrittenOnAndItsLargeBlocksStayWhereTheyAre()
      throws IOException {
    List<Block> old = blocks(5, 200_000);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(blocks(1, 10));
    }
    try (RocksStoreOfFormatOne writer = new RocksStoreOfFormatOne(dir)) {
      old.forEach(writer::put);
    }
    Files.writeString(dir.resolve("store.format"), "pinakes-store 1\n");
    try (Store store = open(StoreOptions.READ_ONLY)) {
      requireAll(store, old);
    }
    assertThat(dir.resolve("store.format")).hasContent("pinakes-store 1");
    List<Block> fresh = blocks(5, 200_000);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      assertThat(dir.resolve("store.format")).hasContent("pinakes-store 2");
      store.blocks().put(fresh);
      requireAll(store, old);
      requireAll(store, fresh);
      assertThat(packs()).hasSize(1);
      store.blocks().replace(old.getFirst());
      store.blocks().delete(List.of(old.getLast().cid(), fresh.getLast().cid()));
      store.upkeep().reclaim();
      requireAll(store, old.subList(0, 4));
      requireAll(store, fresh.subList(0, 4));
      assertThat(store.blocks().get(old.getLast().cid())).isEmpty();
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void aSnapshotHasItsBlocksWhateverIsWrittenAndReclaimedSince() throws IOException {
    List<Block> all = blocks(40, 100_000);
    Path copy = dir.resolveSibling(dir.getFileName() + "-copy");
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
      int[] times = {0};
      RocksSnapshot.take(
          dir,
          copy,
          () -> {
            try {
              if (times[0]++ == 0) {
                store.blocks().delete(all.subList(0, 20).stream().map(Block::cid).toList());
                store.upkeep().reclaim();
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      assertThat(times[0]).isGreaterThan(1);
      store.blocks().delete(all.subList(20, 40).stream().map(Block::cid).toList());
      store.upkeep().reclaim();
      store.blocks().put(blocks(10, 100_000));
    }
    try (Store store = RocksStore.open(copy, StoreOptions.DEFAULTS)) {
      requireAll(store, all.subList(20, 40));
      assertThat(store.upkeep().verify()).isEmpty();
    } finally {
      DatabaseFiles.delete(copy);
    }
  }
}
