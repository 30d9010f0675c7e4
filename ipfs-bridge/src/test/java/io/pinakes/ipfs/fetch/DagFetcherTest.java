package io.pinakes.ipfs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.DagWalk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DagFetcherTest {
  private static final FetchLimits LIMITS = limits(Duration.ofHours(1), Duration.ofHours(1));

  private static FetchLimits limits(Duration busyFor, Duration hedge) {
    Duration pause = Duration.ofMillis(1);
    return new FetchLimits(4, 3, 1 << 16, 16, 10_000, pause, pause, busyFor, hedge);
  }

  private final MemoryBlockstore there = new MemoryBlockstore();
  private final MemoryBlockstore here = new MemoryBlockstore();
  private final DagFetcher fetcher = new DagFetcher(here, LIMITS);

  @SeededTest(times = 20)
  void whateverIsThereIsHereAfterwards(RandomGenerator random) throws Exception {
    Block root = Graphs.random(there, random, random.nextInt(1, 400), 50);
    FetchReport report =
        fetcher.fetch(List.of(root.cid()), List.of(honest("a"), honest("b"), honest("c")));
    assertWhole(root);
    assertThat(report.blocks()).isEqualTo(count(root));
    assertThat(report.sources()).allMatch(source -> source.dropped().isEmpty());
    assertThat(fetcher.fetch(List.of(root.cid()), List.of(honest("a"))).blocks()).isZero();
  }

  @SeededTest(times = 20)
  void aSourceThatLiesIsDroppedAndNothingOfItIsKept(RandomGenerator random) throws Exception {
    Block root = Graphs.random(there, random, 200, 50);
    AtomicInteger lies = new AtomicInteger();
    BlockSource liar =
        source(
            "liar",
            cid -> {
              byte[] bytes = there.get(cid).orElseThrow().clone();
              bytes[random.nextInt(bytes.length)] ^= 1;
              lies.incrementAndGet();
              return Optional.of(bytes);
            });
    FetchReport report = fetcher.fetch(List.of(root.cid()), List.of(liar, honest("b")));
    assertWhole(root);
    FetchReport.Source told = report.sources().getFirst();
    assertThat(told.blocks()).isZero();
    assertThat(lies.get()).isLessThanOrEqualTo(LIMITS.parallel());
    if (lies.get() > 0) {
      assertThat(told.dropped()).get().asString().contains("other bytes");
    }
  }

  @Test
  void aSourceThatFailsThriceInARowIsDropped() throws Exception {
    Block root = Graphs.random(there, new Random(1), 200, 50);
    BlockSource broken =
        source(
            "broken",
            cid -> {
              throw new IOException("out of order");
            });
    assertThatThrownBy(() -> fetcher.fetch(List.of(root.cid()), List.of(broken)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no source is left")
        .hasMessageContaining("out of order");
    fetcher.fetch(List.of(root.cid()), List.of(broken, honest("b")));
    assertWhole(root);
  }

  @Test
  void whatASilentSourceIsWaitedForIsAskedOfAnother() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    CountDownLatch never = new CountDownLatch(1);
    BlockSource silent =
        source(
            "silent",
            cid -> {
              try {
                never.await();
                return Optional.empty();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
              }
            });
    FetchLimits hasty = limits(Duration.ofHours(1), Duration.ofMillis(5));
    new DagFetcher(here, hasty).fetch(List.of(root.cid()), List.of(silent, honest("b")));
    assertWhole(root);
  }

  @Test
  void aSourceThatStallsOnceIsDropped() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    BlockSource stalling =
        source(
            "stalling",
            cid -> {
              throw new SourceStalledException("too slow");
            });
    assertThatThrownBy(() -> fetcher.fetch(List.of(root.cid()), List.of(stalling)))
        .hasMessageContaining("no source is left")
        .hasMessageContaining("too slow");
  }

  @Test
  void whatOneLacksAnotherIsAskedFor() throws Exception {
    Block root = Graphs.random(there, new Random(1), 200, 50);
    BlockSource even = source("even", cid -> isEven(cid) ? there.get(cid) : Optional.empty());
    BlockSource odd = source("odd", cid -> isEven(cid) ? Optional.empty() : there.get(cid));
    fetcher.fetch(List.of(root.cid()), List.of(even, odd));
    assertWhole(root);
  }

  @Test
  void whatNobodyHasIsNamedAndTheRestIsKept() throws Exception {
    Block root = Graphs.random(there, new Random(1), 40, 50);
    Block gone = Block.of(Multicodec.RAW, new byte[] {1, 2, 3});
    Block above = Graphs.list(List.of(root.cid(), gone.cid()));
    there.put(List.of(above));
    assertThatThrownBy(() -> fetcher.fetch(List.of(above.cid()), List.of(honest("a"), honest("b"))))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(gone.cid().toString());
    assertThat(here.has(above.cid())).isTrue();
  }

  @Test
  void aBusySourceIsAskedAgain() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    Set<Cid> refused = new ConcurrentSkipListSet<>();
    BlockSource busy =
        source(
            "busy",
            cid -> {
              if (refused.add(cid)) {
                throw new SourceBusyException("busy", Duration.ofMillis(1));
              }
              return there.get(cid);
            });
    fetcher.fetch(List.of(root.cid()), List.of(busy));
    assertWhole(root);
  }

  @Test
  void aSourceThatSaysNothingButThatItIsBusyIsDroppedAndNotHammeredUntilThen() throws Exception {
    Block root = Graphs.random(there, new Random(1), 100, 50);
    AtomicInteger asked = new AtomicInteger();
    BlockSource busy =
        source(
            "busy",
            cid -> {
              asked.incrementAndGet();
              throw new SourceBusyException("busy", Duration.ZERO);
            });
    FetchLimits hasty = limits(Duration.ofSeconds(2), Duration.ofHours(1));
    long start = System.nanoTime();
    assertThatThrownBy(() -> new DagFetcher(here, hasty).fetch(List.of(root.cid()), List.of(busy)))
        .isInstanceOf(NoSourceException.class)
        .hasMessageContaining("nothing but that it is busy");
    long pauses = Duration.ofNanos(System.nanoTime() - start).dividedBy(hasty.minBusy());
    assertThat((long) asked.get()).isBetween(2L, hasty.parallel() * (pauses + 1));
    new DagFetcher(here, hasty).fetch(List.of(root.cid()), List.of(busy, honest("b")));
    assertWhole(root);
  }

  @RepeatedTest(50)
  void whatIsHeldIsNotAskedForAgain() throws Exception {
    Block root = Graphs.random(there, new Random(1), 300, 50);
    Set<Cid> asked = new ConcurrentSkipListSet<>();
    AtomicInteger left = new AtomicInteger(150);
    BlockSource dying =
        source(
            "dying",
            cid -> {
              if (left.decrementAndGet() < 0) {
                throw new IOException("gone");
              }
              return there.get(cid);
            });
    assertThatThrownBy(() -> fetcher.fetch(List.of(root.cid()), List.of(dying)))
        .isInstanceOf(IOException.class);
    BlockSource counting =
        source(
            "counting",
            cid -> {
              assertThat(asked.add(cid)).isTrue();
              assertThat(here.has(cid)).isFalse();
              return there.get(cid);
            });
    fetcher.fetch(List.of(root.cid()), List.of(counting));
    assertWhole(root);
    assertThat(asked.size()).isEqualTo((int) count(root) - 150);
  }

  @Test
  void aNodeOnManyWaysIsFetchedOnceAndWalkedOnce() throws Exception {
    Block node = Graphs.list(List.of());
    there.put(List.of(node));
    for (int i = 0; i < 60; i++) {
      node = Graphs.list(List.of(node.cid(), node.cid()));
      there.put(List.of(node));
    }
    assertThat(fetcher.fetch(List.of(node.cid()), List.of(honest("a"))).blocks()).isEqualTo(61);
    assertThat(fetcher.fetch(List.of(node.cid()), List.of(honest("a"))).blocks()).isZero();
  }

  @Test
  void aGraphThatIsTooWideEndsTheFetchAndBlamesNoSource() throws Exception {
    List<Cid> links = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      links.add(Cid.of(Multicodec.RAW, new byte[] {(byte) i, (byte) (i >> 8)}));
    }
    Block wide = Graphs.list(links);
    there.put(List.of(wide));
    assertThatThrownBy(() -> fetcher.fetch(List.of(wide.cid()), List.of(honest("a"))))
        .hasMessageContaining("over [10000] links");
  }

  @Test
  void aLinkThatProvesNothingEndsTheFetchAndBlamesNoSource() throws Exception {
    Cid forged = Cid.v1(Multicodec.RAW, Multihash.of(0x22, new byte[8]));
    Block root = Graphs.list(List.of(forged));
    there.put(List.of(root));
    assertThatThrownBy(() -> fetcher.fetch(List.of(root.cid()), List.of(honest("a"))))
        .hasMessageContaining("cannot be verified");
  }

  @Test
  void whoInterruptsAFetchHasNothingOfItLeftRunning() throws Exception {
    Block root = Graphs.random(there, new Random(1), 10, 50);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    BlockSource silent =
        source(
            "silent",
            cid -> {
              inside.incrementAndGet();
              asked.countDown();
              try {
                never.await();
                return Optional.empty();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
              } finally {
                inside.decrementAndGet();
              }
            });
    AtomicInteger interrupted = new AtomicInteger();
    Thread fetching =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    fetcher.fetch(List.of(root.cid()), List.of(silent));
                  } catch (InterruptedException | IOException e) {
                    interrupted.incrementAndGet();
                  }
                });
    asked.await();
    fetching.interrupt();
    fetching.join();
    assertThat(interrupted.get()).isEqualTo(1);
    assertThat(inside.get()).isZero();
  }

  private void assertWhole(Block root) throws IOException {
    List<Cid> walked = new ArrayList<>();
    DagWalk.depthFirst(here, List.of(root.cid()), block -> walked.add(block.cid()));
    assertThat(walked).hasSize((int) count(root));
  }

  private long count(Block root) throws IOException {
    List<Cid> walked = new ArrayList<>();
    DagWalk.depthFirst(there, List.of(root.cid()), block -> walked.add(block.cid()));
    return walked.size();
  }

  private static boolean isEven(Cid cid) {
    return (cid.hash().digest()[31] & 1) == 0;
  }

  private BlockSource honest(String name) {
    return source(name, there::get);
  }

  /** What a source does with a question. */
  @FunctionalInterface
  private interface Answering {
    Optional<byte[]> block(Cid cid) throws IOException;
  }

  private static BlockSource source(String name, Answering answering) {
    return new BlockSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<byte[]> block(Cid cid) throws IOException {
        return answering.block(cid);
      }
    };
  }
}
