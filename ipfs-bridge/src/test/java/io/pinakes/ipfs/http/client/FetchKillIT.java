package io.pinakes.ipfs.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.Graphs;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.http.server.GatewayServer;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.ChildJvm;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver killed fifty times at random places of one download. */
@Tag("slow")
class FetchKillIT {
  private static final int KILLS = 50;
  private static final int LEAVES = 30_000;

  /** What a kill may cost: what waits to be written, and what is asked for. */
  private static final long WINDOW =
      (long) FetchLimits.DEFAULT.batchBlocks() + FetchLimits.DEFAULT.parallel();

  @TempDir Path folder;

  private final MemoryBlockstore there = new MemoryBlockstore();
  private final AtomicLong served = new AtomicLong();
  private final Semaphore progress = new Semaphore(0);

  @Test
  void aDownloadThatIsKilledGoesOnAndNeverHoldsABadBlock() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    Block root = Graphs.random(there, random, LEAVES, 512);
    try (GatewayServer server = GatewayServer.start(gateway(), Patience.server())) {
      String[] line = {folder.toString(), server.uri().toString(), root.cid().toString()};
      long held = 0;
      long most = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        progress.drainPermits();
        long servedBefore = served.get();
        try (ChildJvm child = new ChildJvm(FetchingProgram.class, line)) {
          assertThat(progress.tryAcquire(1 + random.nextInt(600), 120, TimeUnit.SECONDS)).isTrue();
          child.kill();
        }
        // Looking takes longer than what the server was in the middle of.
        long now = held();
        long lost = served.get() - servedBefore - (now - held);
        assertThat(lost).as("asked for in vain by run %d", kill).isBetween(0L, WINDOW);
        most = Math.max(most, lost);
        held = now;
      }
      long beforeLast = held;
      try (ChildJvm child = new ChildJvm(FetchingProgram.class, line)) {
        assertThat(child.line()).startsWith("fetched ");
      }
      long all = held();
      long twice = served.get() - all;
      System.out.println(
          KILLS
              + " kills: "
              + all
              + " blocks, "
              + beforeLast
              + " held before the last run, "
              + twice
              + " fetched twice, at most "
              + most
              + " after one kill, of "
              + WINDOW
              + " allowed");
      assertThat(twice).isBetween(0L, KILLS * WINDOW);
    }
    try (Store store = RocksStore.open(folder, StoreOptions.DEFAULTS)) {
      long[] walked = new long[1];
      DagWalk.depthFirst(store.blocks(), List.of(root.cid()), block -> walked[0]++);
      assertThat(walked[0]).isGreaterThan(LEAVES);
    }
  }

  /** Reads every block that is held, which checks its hash. */
  private long held() throws IOException {
    try (Store store = RocksStore.open(folder, StoreOptions.DEFAULTS)) {
      long[] blocks = new long[1];
      store
          .blocks()
          .list(
              (cid, size) -> {
                assertThat(store.blocks().get(cid)).isPresent();
                blocks[0]++;
                return true;
              });
      return blocks[0];
    }
  }

  private Gateway gateway() {
    BlockReader counted =
        new BlockReader() {
          @Override
          public Optional<byte[]> get(Cid cid) throws IOException {
            served.incrementAndGet();
            progress.release();
            return there.get(cid);
          }

          @Override
          public boolean has(Cid cid) throws IOException {
            return there.has(cid);
          }
        };
    return new Gateway(counted, NameRecords.NONE, GatewayOptions.TRUSTLESS, InstantSource.system());
  }
}
