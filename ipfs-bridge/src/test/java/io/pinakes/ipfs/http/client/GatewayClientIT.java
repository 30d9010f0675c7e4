package io.pinakes.ipfs.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.DagFetcher;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.FetchReport;
import io.pinakes.ipfs.fetch.Graphs;
import io.pinakes.ipfs.gateway.Gateway;
import io.pinakes.ipfs.gateway.GatewayOptions;
import io.pinakes.ipfs.gateway.NameRecords;
import io.pinakes.ipfs.http.server.GatewayServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against gateways on the loopback address, good and bad. */
@Timeout(300)
class GatewayClientIT {
  private final MemoryBlockstore there = new MemoryBlockstore();
  private final MemoryBlockstore here = new MemoryBlockstore();
  private final GatewayClient client = new GatewayClient(Patience.CLIENT);
  private final DagFetcher fetcher = new DagFetcher(here, Patience.FETCH);

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  @Test
  void aGraphComesFromTwoGatewaysAtOnce() throws Exception {
    Block root = Graphs.random(there, new Random(1), 2000, 2000);
    // None of the two gives more than a tenth before the other has been asked for as much.
    CountDownLatch first = new CountDownLatch(200);
    CountDownLatch second = new CountDownLatch(200);
    try (GatewayServer one = serve(through(new Beside(first, second)));
        GatewayServer two = serve(through(new Beside(second, first)))) {
      FetchReport report = fetch(root, one.uri(), two.uri());
      assertThat(report.sources()).allMatch(source -> source.blocks() > 100);
    }
    assertWhole(root);
  }

  @SeededTest(times = 5)
  void aGatewayThatLiesNowAndThenIsDroppedAndNothingOfItsLiesIsKept(RandomGenerator random)
      throws Exception {
    Block root = Graphs.random(there, random, 500, 1000);
    CountDownLatch lied = new CountDownLatch(1);
    try (GatewayServer liar = serve(lying(random, lied));
        GatewayServer honest = serve(through(new Beside(new CountDownLatch(0), lied)))) {
      FetchReport report = fetch(root, liar.uri(), honest.uri());
      assertThat(report.sources().getFirst().dropped()).get().asString().contains("other bytes");
      assertThat(report.sources().getLast().dropped()).isEmpty();
    }
    assertWhole(root);
  }

  @Test
  void aGatewayThatDiesOnTheWayIsDroppedAndTheOtherGoesOn() throws Exception {
    Block root = Graphs.random(there, new Random(2), 2000, 2000);
    Death death = new Death();
    try (GatewayServer honest = serve(through(death::heldUp));
        GatewayServer dying = serve(through(death::aliveFor200))) {
      Thread killer = Thread.ofPlatform().start(() -> death.come(dying));
      FetchReport report = fetch(root, dying.uri(), honest.uri());
      killer.join();
      assertThat(report.sources().getFirst().dropped()).isPresent();
      assertThat(report.sources().getFirst().blocks()).isBetween(1L, 1999L);
    }
    assertWhole(root);
  }

  @Test
  void amongAllBadGatewaysOneGoodOneIsEnough() throws Exception {
    Block root = Graphs.random(there, new Random(4), 300, 500);
    List<HostileGateway> bad = new ArrayList<>();
    List<BlockSource> all = new ArrayList<>();
    // Those that stall are found out by the usual limits, which the good one does not have to meet.
    DagFetcher usual = new DagFetcher(here, FetchLimits.DEFAULT);
    try (GatewayServer good = serve(there);
        GatewayClient hasty = new GatewayClient(ClientLimits.DEFAULT)) {
      Map<String, HostileGateway.Behaviour> behaviours = new LinkedHashMap<>(HostileAnswers.all());
      behaviours.putAll(
          HostileAnswers.otherBlocks(
              root, Graphs.random(new MemoryBlockstore(), new Random(5), 3, 50)));
      for (HostileGateway.Behaviour behaviour : behaviours.values()) {
        bad.add(new HostileGateway(behaviour));
        all.add(hasty.gateway(bad.getLast().uri()));
      }
      all.add(client.gateway(good.uri()));
      // The bad ones never end by themselves.
      usual.fetch(List.of(root.cid()), all);
    } finally {
      for (HostileGateway one : bad) {
        one.close();
      }
    }
    assertWhole(root);
  }

  private FetchReport fetch(Block root, URI... gateways) throws IOException, InterruptedException {
    List<BlockSource> sources = new ArrayList<>();
    for (URI gateway : gateways) {
      sources.add(client.gateway(gateway));
    }
    return fetcher.fetch(List.of(root.cid()), sources);
  }

  private void assertWhole(Block root) throws IOException {
    List<Cid> fetched = new ArrayList<>();
    List<Cid> served = new ArrayList<>();
    DagWalk.depthFirst(here, List.of(root.cid()), block -> fetched.add(block.cid()));
    DagWalk.depthFirst(there, List.of(root.cid()), block -> served.add(block.cid()));
    assertThat(fetched).isEqualTo(served);
  }

  private static GatewayServer serve(BlockReader blocks) throws IOException {
    Gateway gateway =
        new Gateway(blocks, NameRecords.NONE, GatewayOptions.TRUSTLESS, InstantSource.system());
    return GatewayServer.start(gateway, Patience.server());
  }

  private BlockReader lying(RandomGenerator random, CountDownLatch lied) {
    return through(
        cid -> {
          byte[] bytes = there.get(cid).orElseThrow().clone();
          synchronized (random) {
            if (random.nextInt(10) == 0) {
              bytes[random.nextInt(bytes.length)] ^= 1;
              lied.countDown();
            }
          }
          return bytes;
        });
  }

  /**
   * The end of a gateway in the middle of a fetch. Once it is due nobody gives a block until it has
   * come: or the fetch might be over before whoever brings it is given a processor.
   */
  private final class Death {
    private final AtomicInteger given = new AtomicInteger();
    private final AtomicInteger givenByOther = new AtomicInteger();
    private final CountDownLatch due = new CountDownLatch(1);
    private final CountDownLatch come = new CountDownLatch(1);

    byte[] aliveFor200(Cid cid) throws IOException {
      if (given.incrementAndGet() > 200) {
        due.countDown();
        await(come);
      }
      return there.get(cid).orElseThrow();
    }

    byte[] heldUp(Cid cid) throws IOException {
      if (due.getCount() == 0 || givenByOther.incrementAndGet() > 1000) {
        await(come);
      }
      return there.get(cid).orElseThrow();
    }

    void come(GatewayServer dying) {
      try {
        await(due);
        dying.close();
      } catch (IOException e) {
        // It is meant to go down badly.
      } finally {
        come.countDown();
      }
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the gateway closes");
    }
  }

  /** Gives a part, and the rest only once the other has come so far: whoever is slow has a turn. */
  private final class Beside implements Giving {
    private static final int ALONE = 50;

    private final AtomicInteger given = new AtomicInteger();
    private final CountDownLatch toGive;
    private final CountDownLatch others;

    Beside(CountDownLatch toGive, CountDownLatch others) {
      this.toGive = toGive;
      this.others = others;
    }

    @Override
    public byte[] bytes(Cid cid) throws IOException {
      toGive.countDown();
      if (given.incrementAndGet() > ALONE && toGive.getCount() == 0) {
        await(others);
      }
      return there.get(cid).orElseThrow();
    }
  }

  /** Gives the bytes of a block, or others. */
  @FunctionalInterface
  private interface Giving {
    byte[] bytes(Cid cid) throws IOException;
  }

  private BlockReader through(Giving giving) {
    return new BlockReader() {
      @Override
      public Optional<byte[]> get(Cid cid) throws IOException {
        return there.has(cid) ? Optional.of(giving.bytes(cid)) : Optional.empty();
      }

      @Override
      public boolean has(Cid cid) throws IOException {
        return there.has(cid);
      }
    };
  }
}
