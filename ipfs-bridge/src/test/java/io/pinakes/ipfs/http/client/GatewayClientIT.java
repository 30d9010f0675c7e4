package io.pinakes.ipfs.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.pinakes.ipfs.http.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against gateways on the loopback address, good and bad. */
@Timeout(120)
class GatewayClientIT {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  /** What bad gateways do, each by what it is called. */
  private static final Map<String, HostileGateway.Behaviour> HOSTILE = new TreeMap<>();

  static {
    HOSTILE.put(
        "a body without end",
        (self, out) -> {
          HostileGateway.write(out, OK + "Transfer-Encoding: chunked\r\n\r\n");
          self.forever(out, "4000\r\n" + "x".repeat(0x4000) + "\r\n");
        });
    HOSTILE.put(
        "an archive without end",
        (self, out) -> {
          HostileGateway.write(
              out,
              OK + "Content-Type: application/vnd.ipld.car\r\nTransfer-Encoding: chunked\r\n\r\n");
          // A header of no roots, then sections of one identity block each.
          HostileGateway.write(out, "12\r\n\u0011\u00a2eroots\u0080gversion\u0001\r\n");
          self.forever(out, "6\r\n\u0005\u0001U\u0000\u0001x\r\n");
        });
    HOSTILE.put(
        "a body of a terabyte",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1099511627776\r\n\r\n");
          self.forever(out, "x");
        });
    HOSTILE.put(
        "a head without end",
        (self, out) -> {
          HostileGateway.write(out, OK);
          self.forever(out, "X-More: more\r\n");
        });
    HOSTILE.put("a status line without end", (self, out) -> self.forever(out, "H"));
    HOSTILE.put(
        "a trailer without end",
        (self, out) -> {
          HostileGateway.write(out, OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n");
          self.forever(out, "X-More: more\r\n");
        });
    HOSTILE.put(
        "a refusal without end",
        (self, out) -> {
          HostileGateway.write(out, "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n");
          self.forever(out, "4000\r\n" + "x".repeat(0x4000) + "\r\n");
        });
    HOSTILE.put("silence", (self, out) -> self.silence());
    HOSTILE.put("a head that drips", (self, out) -> self.drip(out));
    HOSTILE.put(
        "a body that drips",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 1000000\r\n\r\n");
          self.drip(out);
        });
    HOSTILE.put(
        "another block",
        (self, out) -> HostileGateway.write(out, OK + "Content-Length: 5\r\n\r\nwrong"));
    HOSTILE.put(
        "an answer that is cut off",
        (self, out) -> {
          HostileGateway.write(out, OK + "Content-Length: 500\r\n\r\nwrong");
          out.close();
        });
    HOSTILE.put(
        "the way elsewhere",
        (self, out) ->
            HostileGateway.write(
                out,
                String.join(
                    "\r\n",
                    "HTTP/1.1 302 Found",
                    "Location: http://127.0.0.1:9/",
                    "Content-Length: 0",
                    "",
                    "")));
    HOSTILE.put(
        "no HTTP", (self, out) -> HostileGateway.write(out, "220 smtp.example ready\r\n\r\n"));
  }

  private final MemoryBlockstore there = new MemoryBlockstore();
  private final MemoryBlockstore here = new MemoryBlockstore();
  private final GatewayClient client = new GatewayClient(ClientLimits.DEFAULT);
  private final DagFetcher fetcher = new DagFetcher(here, FetchLimits.DEFAULT);

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  @Test
  void aGraphComesFromTwoGatewaysAtOnce() throws Exception {
    Block root = Graphs.random(there, new Random(1), 2000, 2000);
    try (GatewayServer one = serve(there);
        GatewayServer two = serve(there)) {
      FetchReport report = fetch(root, one.uri(), two.uri());
      assertThat(report.sources()).allMatch(source -> source.blocks() > 100);
    }
    assertWhole(root);
  }

  @SeededTest(times = 5)
  void aGatewayThatLiesNowAndThenIsDroppedAndNothingOfItsLiesIsKept(RandomGenerator random)
      throws Exception {
    Block root = Graphs.random(there, random, 500, 1000);
    try (GatewayServer liar = serve(lying(random));
        GatewayServer honest = serve(there)) {
      FetchReport report = fetch(root, liar.uri(), honest.uri());
      assertThat(report.sources().getFirst().dropped()).get().asString().contains("other bytes");
      assertThat(report.sources().getLast().dropped()).isEmpty();
    }
    assertWhole(root);
  }

  @Test
  void aGatewayThatDiesOnTheWayIsDroppedAndTheOtherGoesOn() throws Exception {
    Block root = Graphs.random(there, new Random(2), 2000, 2000);
    AtomicInteger asked = new AtomicInteger();
    try (GatewayServer honest = serve(there);
        GatewayServer dying = serve(counting(asked))) {
      Thread killer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (asked.get() < 200) {
                      Thread.onSpinWait();
                    }
                    closeQuietly(dying);
                  });
      FetchReport report = fetch(root, dying.uri(), honest.uri());
      killer.join();
      assertThat(report.sources().getFirst().dropped()).isPresent();
      assertThat(report.sources().getFirst().blocks()).isBetween(1L, 1999L);
    }
    assertWhole(root);
  }

  @Test
  void whateverABadGatewayDoesItIsGoneWithinTenSecondsAndTakesNoMemory() throws Exception {
    Block root = Graphs.random(there, new Random(3), 50, 500);
    Map<String, Long> seconds = new TreeMap<>();
    Map<String, Throwable> failures = new TreeMap<>();
    List<Thread> threads = new ArrayList<>();
    HOSTILE.forEach(
        (name, behaviour) ->
            threads.add(
                Thread.ofVirtual()
                    .start(
                        () -> {
                          try {
                            long took = alone(root, behaviour);
                            synchronized (seconds) {
                              seconds.put(name, took);
                            }
                          } catch (IOException | InterruptedException | AssertionError e) {
                            synchronized (seconds) {
                              failures.put(name, e);
                            }
                          }
                        })));
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("milliseconds until a bad gateway is gone: " + seconds);
    assertThat(failures).isEmpty();
    assertThat(seconds).hasSize(HOSTILE.size());
  }

  /** How long a fetch from that gateway alone takes to fail, in milliseconds. */
  private static long alone(Block root, HostileGateway.Behaviour behaviour)
      throws IOException, InterruptedException {
    MemoryBlockstore empty = new MemoryBlockstore();
    long start = System.nanoTime();
    try (HostileGateway bad = new HostileGateway(behaviour);
        GatewayClient own = new GatewayClient(ClientLimits.DEFAULT)) {
      assertThatThrownBy(
              () ->
                  new DagFetcher(empty, FetchLimits.DEFAULT)
                      .fetch(List.of(root.cid()), List.of(own.gateway(bad.uri()))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no source is left");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(took).isLessThan(GONE_WITHIN);
      // What each connection may bring, and what its sockets hold.
      long each = ClientLimits.DEFAULT.maxBlockBytes() + (8L << 20);
      assertThat(bad.sent()).isLessThan(ClientLimits.DEFAULT.maxConnections() * each);
      return took.toMillis();
    }
  }

  @Test
  void amongAllBadGatewaysOneGoodOneIsEnough() throws Exception {
    Block root = Graphs.random(there, new Random(4), 300, 500);
    List<HostileGateway> bad = new ArrayList<>();
    List<URI> all = new ArrayList<>();
    try (GatewayServer good = serve(there)) {
      for (HostileGateway.Behaviour behaviour : HOSTILE.values()) {
        bad.add(new HostileGateway(behaviour));
        all.add(bad.getLast().uri());
      }
      all.add(good.uri());
      long start = System.nanoTime();
      fetch(root, all.toArray(URI[]::new));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(GONE_WITHIN.plusSeconds(5));
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
    return GatewayServer.start(gateway, ServerOptions.loopback(0));
  }

  private BlockReader lying(RandomGenerator random) {
    return through(
        cid -> {
          byte[] bytes = there.get(cid).orElseThrow().clone();
          synchronized (random) {
            if (random.nextInt(10) == 0) {
              bytes[random.nextInt(bytes.length)] ^= 1;
            }
          }
          return bytes;
        });
  }

  private BlockReader counting(AtomicInteger asked) {
    return through(
        cid -> {
          asked.incrementAndGet();
          return there.get(cid).orElseThrow();
        });
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

  private static void closeQuietly(GatewayServer server) {
    try {
      server.close();
    } catch (IOException e) {
      // It is meant to go down badly.
    }
  }
}
