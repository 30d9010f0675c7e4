package io.pinakes.ipfs.gc;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(900)
class GcIT extends GcContract {
  @TempDir static Path dir;
  private static int opened;
  private @Nullable Store store;

  @BeforeEach
  void open() throws IOException {
    store = RocksStore.open(dir.resolve("store " + opened++), StoreOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws IOException {
    store().close();
  }

  @Override
  Store store() {
    return Objects.requireNonNull(store);
  }

  @Override
  int jobs() {
    return 40;
  }

  /** So much that what the job holds, and what is marked, is in files for the most part. */
  @Test
  void aJobThatHoldsMoreThanTheHeapKeepsLosesNothingToCollectionsThatRunMeanwhile()
      throws Exception {
    List<Block> found = leaves("found", 80_000);
    List<Block> parents = new ArrayList<>();
    for (int i = 0; i < found.size() / 2; i += 1_000) {
      parents.add(node(found.subList(i, i + 1_000).toArray(Block[]::new)));
    }
    List<Block> added = leaves("added", 40_000);
    put(leaves("garbage", 10_000).toArray(Block[]::new));
    put(found.toArray(Block[]::new));
    put(parents.toArray(Block[]::new));
    AtomicBoolean done = new AtomicBoolean();
    long removed;
    try (ExecutorService pool = Executors.newSingleThreadExecutor();
        Lease lease = store().lease()) {
      // All of it is garbage already; the first half is found by its parents, the rest one by one.
      for (Block parent : parents) {
        assertThat(lease.hold(parent.cid())).isTrue();
      }
      for (Block block : found.subList(found.size() / 2, found.size())) {
        assertThat(lease.hold(block.cid())).isTrue();
      }
      Future<Long> collector = pool.submit(() -> collectUntil(done));
      try {
        for (int i = 0; i < added.size(); i += 100) {
          assertThat(lease.hold(found.get(2 * i).cid())).as("found before").isTrue();
          lease.blocks().put(added.subList(i, i + 100));
        }
      } finally {
        done.set(true);
      }
      removed = collector.get();
      assertThat(removed).isEqualTo(10_000);
      assertThat(present(found.toArray(Block[]::new))).isTrue();
      assertThat(present(parents.toArray(Block[]::new))).isTrue();
      assertThat(present(added.toArray(Block[]::new))).isTrue();
    }
    assertThat(gc().collect(roots()).garbage().blocks())
        .isEqualTo(found.size() + parents.size() + added.size());
    assertThat(store().upkeep().usage()).isEqualTo(store().upkeep().recount());
  }

  private long collectUntil(AtomicBoolean done) throws IOException {
    long removed = 0;
    do {
      removed += gc().collect(roots()).garbage().blocks();
    } while (!done.get());
    return removed;
  }

  private static List<Block> leaves(String what, int count) {
    return IntStream.range(0, count).mapToObj(i -> raw(what + " " + i)).toList();
  }
}
