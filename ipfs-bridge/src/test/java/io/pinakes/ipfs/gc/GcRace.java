package io.pinakes.ipfs.gc;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Jobs build small trees out of a small stock of leaves, so that most of what they need is there
 * already, as garbage that a job before left; root them, check that all of it is there, and drop
 * the root again. Garbage is collected all the while.
 */
final class GcRace {
  private static final int THREADS = 3;
  private static final int STOCK = 12;
  private static final int REMOVED = 20;

  private final Store store;
  private final int jobs;
  private final List<SplittableRandom> randoms = new ArrayList<>();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong removed = new AtomicLong();

  GcRace(Store store, RandomGenerator random, int jobs) {
    this.store = store;
    this.jobs = jobs;
    for (int i = 0; i < THREADS; i++) {
      randoms.add(new SplittableRandom(random.nextLong()));
    }
  }

  void run() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1)) {
      Future<?> collector = pool.submit(this::collect);
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        workers.add(
            pool.submit(
                () -> {
                  // A race in which nothing was collected would have shown nothing.
                  for (int job = 0; job < jobs || removed.get() < REMOVED && !done.get(); job++) {
                    build(number, randoms.get(number));
                  }
                  return null;
                }));
      }
      try {
        for (Future<?> worker : workers) {
          worker.get();
        }
      } finally {
        done.set(true);
      }
      collector.get();
    }
    assertThat(store.upkeep().recount()).isEqualTo(store.upkeep().usage());
  }

  private @Nullable Void collect() throws IOException {
    try {
      collectUntilDone();
    } finally {
      done.set(true);
    }
    return null;
  }

  private void collectUntilDone() throws IOException {
    Gc gc = new Gc(store, new GcOptions(GcOptions.Gaps.STOP, 3));
    do {
      GcReport report =
          gc.collect(
              visitor ->
                  store
                      .table("heads")
                      .scan(
                          new byte[0],
                          (key, value) -> {
                            visitor.root(Cid.fromBytes(value), Pin.Kind.RECURSIVE, "head");
                            return true;
                          }));
      assertThat(report.gaps()).isEmpty();
      removed.addAndGet(report.garbage().blocks());
    } while (!done.get());
  }

  private void build(int thread, SplittableRandom random) throws IOException {
    byte[] head = ("head " + thread).getBytes(StandardCharsets.UTF_8);
    Block root;
    try (Lease lease = store.lease()) {
      List<Block> branches = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        branches.add(branch(lease, random));
      }
      root = GcContract.node(branches.toArray(Block[]::new));
      Batch batch = lease.batch();
      batch.putBlock(root);
      batch.put(store.table("heads"), head, root.cid().toBytes());
      dawdle(random);
      batch.commit(Durability.BUFFERED);
      dawdle(random);
    }
    requireAll(root.cid());
    Batch drop = store.batch();
    drop.delete(store.table("heads"), head);
    drop.commit(Durability.BUFFERED);
  }

  /** As an ingest does: what is there under the lease is not put again, nor what lies below it. */
  private static Block branch(Lease lease, SplittableRandom random) throws IOException {
    Block one = GcContract.raw("leaf " + random.nextInt(STOCK));
    Block two = GcContract.raw("leaf " + random.nextInt(STOCK));
    Block branch = GcContract.node(one, two);
    if (lease.blocks().has(branch.cid())) {
      dawdle(random);
      return branch;
    }
    Batch batch = lease.batch();
    for (Block leaf : List.of(one, two)) {
      if (!lease.hold(leaf.cid())) {
        batch.putBlock(leaf);
      }
      dawdle(random);
    }
    batch.putBlock(branch);
    dawdle(random);
    batch.commit(Durability.BUFFERED);
    return branch;
  }

  /** Lets others go first now and then: what goes wrong, does so between two steps. */
  private static void dawdle(SplittableRandom random) {
    if (random.nextInt(8) == 0) {
      LockSupport.parkNanos(random.nextInt(100_000));
    }
  }

  private void requireAll(Cid cid) throws IOException {
    byte[] bytes = store.blocks().get(cid).orElseThrow(() -> new AssertionError("lost " + cid));
    for (Cid link : Links.of(cid, bytes)) {
      requireAll(link);
    }
  }
}
