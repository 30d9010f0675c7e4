package io.pinakes.ipfs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What leases keep from a garbage collection, step by step. */
public abstract class LeaseContract extends StoreContract {
  @Test
  protected void whatALeaseHoldsIsHandedToTheCollectorOnce() throws IOException {
    store().blocks().put(List.of(raw("found"), raw("got"), raw("held"), raw("unasked")));
    try (Lease lease = store().lease()) {
      assertThat(lease.blocks().has(raw("found").cid())).isTrue();
      assertThat(lease.blocks().get(raw("got").cid())).isPresent();
      assertThat(lease.hold(raw("held").cid())).isTrue();
      assertThat(lease.hold(raw("absent").cid())).isFalse();
      Batch batch = lease.batch();
      batch.putBlock(raw("put"));
      try (GarbageRun run = store().upkeep().collectGarbage()) {
        assertThat(taken(run))
            .contains(cid("found"), cid("got"), cid("held"), cid("put"))
            .doesNotContain(cid("unasked"));
        lease.blocks().put(List.of(raw("later"), raw("put")));
        assertThat(taken(run)).contains(cid("later"));
        assertThat(taken(run)).isEmpty();
      }
    }
    try (GarbageRun run = store().upkeep().collectGarbage()) {
      assertThat(taken(run)).as("after the lease was closed").isEmpty();
    }
  }

  @Test
  protected void nothingIsRemovedWhileSomethingHeldWasNotTaken() throws IOException {
    store().blocks().put(List.of(raw("found")));
    try (Lease lease = store().lease();
        GarbageRun run = store().upkeep().collectGarbage()) {
      assertThat(lease.hold(cid("found"))).isTrue();
      Set<Cid> taken = new HashSet<>();
      run.condemn(hash -> names(taken, hash));
      assertThatThrownBy(() -> run.remove(List.of(cid("found").hash())))
          .isInstanceOf(IllegalStateException.class);
      taken.addAll(taken(run));
      assertThat(run.remove(List.of(cid("found").hash()))).isEqualTo(GarbageRun.Removed.NOTHING);
    }
  }

  @Test
  protected void onceTheRestIsCondemnedNoMoreCanBeHeld() throws IOException {
    store().blocks().put(List.of(raw("a")));
    try (Lease lease = store().lease();
        GarbageRun run = store().upkeep().collectGarbage()) {
      run.condemn(hash -> false);
      assertThat(lease.hold(cid("a"))).isFalse();
      lease.blocks().put(List.of(raw("b")));
      assertThat(taken(run)).isEmpty();
    }
  }

  @Test
  protected void aCondemnedBlockIsAbsentUnderALeaseUntilItIsPutAgain() throws IOException {
    Block garbage = raw("garbage");
    store().blocks().put(List.of(garbage, raw("kept")));
    try (Lease lease = store().lease();
        GarbageRun run = store().upkeep().collectGarbage()) {
      run.condemn(hash -> hash.equals(cid("kept").hash()));
      assertThat(lease.blocks().has(garbage.cid())).isFalse();
      assertThat(lease.blocks().get(garbage.cid())).isEmpty();
      assertThat(lease.hold(garbage.cid())).isFalse();
      assertThat(lease.hold(cid("kept"))).isTrue();
      assertThat(store().blocks().has(garbage.cid())).as("without a lease").isTrue();

      lease.blocks().put(List.of(garbage));
      assertThat(lease.blocks().has(garbage.cid())).isTrue();
      assertThat(run.remove(List.of(garbage.cid().hash()))).isEqualTo(GarbageRun.Removed.NOTHING);
      assertThat(store().blocks().get(garbage.cid())).isPresent();
    }
  }

  @Test
  protected void aBlockThatIsPutAfterItWasRemovedIsThere() throws IOException {
    Block garbage = raw("garbage");
    store().blocks().put(List.of(garbage));
    try (Lease lease = store().lease();
        GarbageRun run = store().upkeep().collectGarbage()) {
      run.condemn(hash -> false);
      assertThat(run.remove(List.of(garbage.cid().hash())))
          .isEqualTo(new GarbageRun.Removed(1, garbage.size()));
      lease.blocks().put(List.of(garbage));
      assertThat(run.remove(List.of(garbage.cid().hash()))).isEqualTo(GarbageRun.Removed.NOTHING);
    }
    assertThat(store().blocks().get(garbage.cid())).isPresent();
    assertThat(store().upkeep().recount()).isEqualTo(store().upkeep().usage());
  }

  @Test
  protected void whatAPlainBatchPutsDuringARunIsKeptByIt() throws IOException {
    store().blocks().put(List.of(raw("early"), raw("late")));
    try (GarbageRun run = store().upkeep().collectGarbage()) {
      store().blocks().put(List.of(raw("early")));
      Set<Cid> taken = taken(run);
      assertThat(taken).containsExactly(cid("early"));
      run.condemn(hash -> names(taken, hash));
      store().blocks().put(List.of(raw("late")));
      assertThat(run.remove(List.of(cid("early").hash(), cid("late").hash())))
          .isEqualTo(GarbageRun.Removed.NOTHING);
    }
  }

  @Test
  protected void aBlockThatWasAskedForInVainAndThenPutIsHandedOverAgain() throws IOException {
    try (Lease lease = store().lease();
        GarbageRun run = store().upkeep().collectGarbage()) {
      assertThat(lease.hold(cid("x"))).isFalse();
      assertThat(taken(run)).containsExactly(cid("x"));
      lease.blocks().put(List.of(raw("x")));
      assertThat(taken(run)).containsExactly(cid("x"));
    }
  }

  @Test
  protected void aLeaseThatClosesDuringARunStillCountsInIt() throws IOException {
    store().blocks().put(List.of(raw("a"), raw("b")));
    try (GarbageRun run = store().upkeep().collectGarbage()) {
      try (Lease lease = store().lease()) {
        assertThat(lease.hold(cid("a"))).isTrue();
      }
      assertThat(taken(run)).containsExactly(cid("a"));
      run.condemn(hash -> hash.equals(cid("a").hash()));
      try (Lease lease = store().lease()) {
        lease.blocks().put(List.of(raw("b")));
      }
      assertThat(run.remove(List.of(cid("b").hash()))).isEqualTo(GarbageRun.Removed.NOTHING);
    }
  }

  @Test
  protected void thereIsOneRunAtATimeAndAClosedOneIsVoid() throws Exception {
    GarbageRun first = store().upkeep().collectGarbage();
    FutureTask<GarbageRun> next = new FutureTask<>(() -> store().upkeep().collectGarbage());
    Thread waits = Thread.ofPlatform().start(next);
    awaitWaiting(waits);
    // Who writes does not wait with it.
    store().blocks().put(List.of(raw("written meanwhile")));
    assertThat(next.isDone()).isFalse();
    first.close();
    try (GarbageRun second = next.get(5, TimeUnit.MINUTES)) {
      first.close();
      assertThatThrownBy(() -> first.remove(List.of(cid("a").hash())))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> first.condemn(hash -> true))
          .isInstanceOf(IllegalStateException.class);
      second.condemn(hash -> true);
    }
  }

  @Test
  protected void whoWaitsForARunCanBeInterrupted() throws Exception {
    try (GarbageRun first = store().upkeep().collectGarbage()) {
      FutureTask<GarbageRun> next = new FutureTask<>(() -> store().upkeep().collectGarbage());
      Thread waits = Thread.ofPlatform().start(next);
      awaitWaiting(waits);
      waits.interrupt();
      assertThatThrownBy(() -> next.get(5, TimeUnit.MINUTES))
          .hasCauseInstanceOf(InterruptedIOException.class);
      first.condemn(hash -> true);
    }
  }

  /** Or until it ended, which then shows in what it came to. */
  private static void awaitWaiting(Thread thread) {
    while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  protected void nothingIsRemovedBeforeItIsCondemned() throws IOException {
    store().blocks().put(List.of(raw("a")));
    try (GarbageRun run = store().upkeep().collectGarbage()) {
      assertThatThrownBy(() -> run.remove(List.of(cid("a").hash())))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(store().blocks().has(cid("a"))).isTrue();
  }

  @Test
  protected void aDeleteByHandPassesOverWhatALeaseHolds() throws IOException {
    store().blocks().put(List.of(raw("held"), raw("free")));
    try (Lease lease = store().lease()) {
      assertThat(lease.hold(cid("held"))).isTrue();
      assertThat(store().blocks().delete(List.of(cid("held"), cid("free")))).isEqualTo(4);
      assertThat(store().blocks().has(cid("held"))).isTrue();
      assertThat(lease.hold(cid("free"))).isFalse();
    }
    assertThat(store().blocks().delete(List.of(cid("held")))).isEqualTo(4);
  }

  private static boolean names(Set<Cid> cids, Multihash hash) {
    return cids.stream().anyMatch(cid -> cid.hash().equals(hash));
  }

  private static Cid cid(String text) {
    return raw(text).cid();
  }

  private static Set<Cid> taken(GarbageRun run) throws IOException {
    List<Cid> taken = new ArrayList<>();
    run.takeHeld(taken::add);
    return new HashSet<>(taken);
  }
}
