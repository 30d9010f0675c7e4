package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
}
