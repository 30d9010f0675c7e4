package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.Change;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** What happens to packs where much comes together. */
@Timeout(900)
class PackEdgesIT {
  private static final int BYTES = 100_000;
  private static final StoreOptions REPAIR =
      new StoreOptions(StoreOptions.Access.REPAIR, StoreOptions.UNLIMITED);

  private final Random random = new Random(23);
  @TempDir Path dir;

  private List<Block> blocks(int count) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] content = new byte[BYTES];
      random.nextBytes(content);
      blocks.add(Block.of(Multicodec.RAW, content));
    }
    return blocks;
  }

  private Store open(StoreOptions options) throws IOException {
    return RocksStore.open(dir, options);
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> all = Files.list(dir.resolve("packs"))) {
      return all.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
    }
  }

  private static List<Cid> cids(List<Block> blocks) {
    return blocks.stream().map(Block::cid).toList();
  }

  private static void requireAll(Store store, List<Block> blocks) throws IOException {
    for (Block block : blocks) {
      assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
    }
  }

  @Test
  void anEraseThatDamageKeepsFromEndingSaysSoAndEndsBehindTheRepair() throws IOException {
    List<Block> all = blocks(20);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
    }
    byte[] bytes = Files.readAllBytes(packs().getFirst());
    bytes[DamagedStoreIT.indexOf(bytes, all.get(3).bytes()) + 99] ^= 1;
    Files.write(packs().getFirst(), bytes);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().delete(cids(all.subList(10, 11)));
      assertThatThrownBy(() -> store.upkeep().erase())
          .isInstanceOf(StoreDamagedException.class)
          .hasMessageContaining("is still there");
    }
    try (Store store = open(REPAIR)) {
      store.upkeep().erase();
      requireAll(store, all.subList(11, 20));
      assertThat(Files.size(packs().getFirst())).isLessThan(19 * (BYTES + 100));
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void roomIsGivenBackByOneAtATimeWhileOthersWriteAndRead() throws Exception {
    List<Block> kept = blocks(50);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(kept);
      List<CompletableFuture<Void>> reclaims = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        reclaims.add(CompletableFuture.runAsync(() -> reclaimOften(store)));
      }
      for (int round = 0; round < 30; round++) {
        List<Block> passing = blocks(5);
        store.blocks().put(passing);
        requireAll(store, kept);
        store.blocks().delete(cids(passing));
      }
      for (CompletableFuture<Void> each : reclaims) {
        each.get();
      }
      store.upkeep().reclaim();
      requireAll(store, kept);
      assertThat(store.upkeep().verify()).isEmpty();
      assertThat(store.upkeep().diskBytes()).isLessThan(2 * 50 * BYTES);
    }
  }

  private static void reclaimOften(Store store) {
    try {
      for (int i = 0; i < 5; i++) {
        store.upkeep().reclaim();
        store.upkeep().erase();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPackThatHadAnotherBehindItNeverGrowsAgain() throws IOException {
    List<Block> first = blocks(5);
    List<Block> second = blocks(5);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(first);
      // Rolls: the next goes into a pack of its own.
      store.upkeep().reclaim();
      store.blocks().put(second);
      assertThat(packs()).hasSize(2);
      store.blocks().delete(cids(second));
      store.upkeep().reclaim();
      assertThat(packs()).hasSize(1);
    }
    long length = Files.size(packs().getFirst());
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(second);
      requireAll(store, first);
      requireAll(store, second);
    }
    assertThat(Files.size(packs().getFirst())).isEqualTo(length);
    assertThat(packs()).hasSize(2);
  }

  @Test
  void aDatabaseThatIsGoneIsDamageWhileThereArePacksAndARepairTakesTheirBlocks()
      throws IOException {
    List<Block> all = blocks(20);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
    }
    DatabaseFiles.delete(dir.resolve("rocksdb"));
    assertThatThrownBy(() -> open(StoreOptions.DEFAULTS)).isInstanceOf(StoreDamagedException.class);
    try (Store store = open(REPAIR)) {
      requireAll(store, all);
      assertThat(store.upkeep().usage().blocks()).isEqualTo(20);
    }
  }

  @Test
  void aRowThatSaysNothingIsNamedAndARepairFindsItsBlockOrLetsItComeAgain() throws Exception {
    List<Block> all = blocks(6);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
    }
    byte[] nowhere = Block.of(Multicodec.RAW, new byte[] {7}).cid().hash().toBytes();
    withSession(
        session -> {
          List<Change> rows = new ArrayList<>();
          for (byte[] key : List.of(all.get(2).cid().hash().toBytes(), nowhere)) {
            rows.add(Change.put(PackedBlocks.SPACE, key, new byte[] {-1}));
          }
          RocksBatch.write("a test", session, rows, true);
        });
    try (Store store = open(StoreOptions.DEFAULTS)) {
      assertThat(store.upkeep().verify()).hasSize(2);
      requireAll(store, all.subList(0, 2));
      assertThatThrownBy(() -> store.upkeep().reclaim()).isInstanceOf(StoreDamagedException.class);
    }
    try (Store store = open(REPAIR)) {
      requireAll(store, all);
      assertThat(store.upkeep().verify()).isEmpty();
      store.upkeep().reclaim();
      requireAll(store, all);
    }
  }

  @Test
  void aMoveThatCouldNotBeNotedKeepsItsPackAndLetsNobodyDeleteAny() throws Exception {
    List<Block> all = blocks(10);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
      store.blocks().delete(cids(all.subList(0, 5)));
    }
    withSession(
        session -> {
          // Every row is written twice, in one batch, which cannot be written now.
          session.db().dropColumnFamily(session.family(RocksCopies.SPACE).orElseThrow());
          try (Packs packs = new Packs(dir)) {
            PackReclaim reclaim = new PackReclaim("a test", session, packs, new ReentrantLock());
            assertThatThrownBy(() -> reclaim.run(RocksReclaim.WORTH_A_REWRITE))
                .isInstanceOf(RocksDBException.class);
            assertThat(session.failed()).isTrue();
            assertThatThrownBy(() -> reclaim.run(RocksReclaim.WORTH_A_REWRITE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a write failed");
          }
        });
    try (Store store = open(StoreOptions.DEFAULTS)) {
      requireAll(store, all.subList(5, 10));
      store.upkeep().reclaim();
      requireAll(store, all.subList(5, 10));
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  @Test
  void aCollectionThatFindsNothingGivesBackTheRoomThatAKilledOneLeft() throws IOException {
    List<Block> all = blocks(20);
    try (Store store = open(StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
      Pins pins = new Pins(store);
      for (Block block : all.subList(15, 20)) {
        pins.add(new Pin(block.cid(), Pin.Kind.RECURSIVE, ""));
      }
      store.blocks().delete(cids(all.subList(0, 15)));
    }
    try (Store store = open(StoreOptions.DEFAULTS)) {
      Gc gc = new Gc(store, GcOptions.DEFAULTS);
      assertThat(gc.collect(GcRoots.of(new Pins(store))).garbage().blocks()).isZero();
      assertThat(bytesOfPacks()).isLessThan(6 * (BYTES + 100)).isGreaterThan(5 * BYTES);
      requireAll(store, all.subList(15, 20));
      List<Path> packs = packs();
      assertThat(gc.collect(GcRoots.of(new Pins(store))).swept()).isTrue();
      assertThat(packs()).as("nothing is left to give back").isEqualTo(packs);
    }
  }

  private long bytesOfPacks() throws IOException {
    long bytes = 0;
    for (Path pack : packs()) {
      bytes += Files.size(pack);
    }
    return bytes;
  }

  private interface Use {
    void of(RocksSession session) throws Exception;
  }

  /** The database below the store, which is closed. */
  private void withSession(Use use) throws Exception {
    RocksLibrary.load();
    RocksFolder folder = new RocksFolder(dir);
    RocksSession session = RocksSession.open(folder.database(), true, StoreOptions.Access.WRITE);
    try {
      use.of(session);
    } finally {
      session.retire();
    }
  }
}
