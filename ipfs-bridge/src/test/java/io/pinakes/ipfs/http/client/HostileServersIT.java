package io.pinakes.ipfs.http.client;

import static io.pinakes.ipfs.http.client.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.fetch.BlockSource;
import io.pinakes.ipfs.fetch.DagFetcher;
import io.pinakes.ipfs.fetch.FetchLimits;
import io.pinakes.ipfs.fetch.Graphs;
import io.pinakes.ipfs.http.kubo.KuboClient;
import io.pinakes.ipfs.http.kubo.KuboOptions;
import io.pinakes.ipfs.http.kubo.KuboSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each client of ours against each server that means ill: what it takes of it, and for how long. No
 * server gives up by itself: that a question ends at all is the doing of the client's own limits,
 * and how long those are is how long it takes.
 */
@Tag("slow")
@Timeout(300)
class HostileServersIT {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(10);
  private static final int AT_ONCE = 8;

  /** As {@code dataset pull --kubo} has it. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What the sockets of a connection hold, both ends. */
  private static final long SOCKETS = 8L << 20;

  private static final long BLOCKS_HELD =
      FetchLimits.DEFAULT.parallel() * (ClientLimits.DEFAULT.maxBlockBytes() + SOCKETS);

  private static final long REPLIES_HELD =
      FetchLimits.DEFAULT.parallel()
          * (KuboOptions.at(URI.create("http://127.0.0.1")).maxReplyBytes() + SOCKETS);

  private static final long DOCUMENTS_HELD = (4L << 20) + SOCKETS;

  private final Block root;
  private final Block other;

  HostileServersIT() throws IOException {
    root = Graphs.random(new MemoryBlockstore(), new Random(3), 50, 500);
    other = Graphs.random(new MemoryBlockstore(), new Random(4), 50, 500);
  }

  /** Uses a server, and fails. */
  @FunctionalInterface
  private interface Use {
    void of(URI server) throws Exception;
  }

  /** What came of it. */
  private record Outcome(long taken, long asked, Duration took, Throwable failure) {}

  @Test
  void noLimitOfAClientIsLongerThanTenSeconds() {
    ClientLimits gateway = ClientLimits.DEFAULT;
    assertThat(gateway.connect()).isLessThan(GONE_WITHIN);
    assertThat(gateway.pace().multipliedBy(2)).as("head and first bytes").isLessThan(GONE_WITHIN);
    assertThat(FetchLimits.DEFAULT.busyFor().plus(gateway.pace()))
        .as("nothing but that it is busy, and what it takes to say so once more")
        .isLessThan(GONE_WITHIN);
    assertThat(PATIENCE.multipliedBy(2)).as("what a Kubo has in all").isLessThan(GONE_WITHIN);
  }

  @Test
  void gatewaysThatMeanIllAreGivenUpAndTakeLittleMemory() throws Exception {
    hold(Map.of("gateway", this::byGateway), withBlocks(), BLOCKS_HELD);
  }

  @Test
  void kubosThatMeanIllAreGivenUpAndTakeLittleMemory() throws Exception {
    hold(Map.of("kubo", this::byKubo), withBlocks(), REPLIES_HELD);
  }

  @Test
  void servicesThatMeanIllAreGivenUpAndTakeLittleMemory() throws Exception {
    Map<String, Use> clients =
        new TreeMap<>(Map.of("routing", this::byRouter, "pinning", this::byPinning));
    hold(clients, HostileAnswers.all(), DOCUMENTS_HELD);
  }

  private Map<String, HostileGateway.Behaviour> withBlocks() {
    Map<String, HostileGateway.Behaviour> all = new LinkedHashMap<>(HostileAnswers.all());
    all.putAll(new TreeMap<>(HostileAnswers.otherBlocks(root, other)));
    return all;
  }

  private void byGateway(URI server) throws Exception {
    try (GatewayClient client = new GatewayClient(ClientLimits.DEFAULT)) {
      fetch(client.gateway(server));
    }
  }

  private void byKubo(URI server) throws Exception {
    try (KuboClient client = new KuboClient(KuboOptions.at(server))) {
      fetch(new KuboSource(client, "kubo", PATIENCE));
    }
  }

  private void fetch(BlockSource source) throws IOException, InterruptedException {
    MemoryBlockstore empty = new MemoryBlockstore();
    try {
      new DagFetcher(empty, FetchLimits.DEFAULT).fetch(List.of(root.cid()), List.of(source));
    } finally {
      assertThat(empty.has(root.cid())).isFalse();
      assertThat(empty.has(other.cid())).isFalse();
    }
  }

  private void byRouter(URI server) throws Exception {
    try (GatewayClient client = new GatewayClient(ClientLimits.DEFAULT)) {
      var unused = client.routing(server).providers(root.cid());
    }
  }

  private void byPinning(URI server) throws Exception {
    try (GatewayClient client = new GatewayClient(ClientLimits.DEFAULT)) {
      var unused = client.pinning(server, "a token").get("some-request");
    }
  }

  private static void hold(
      Map<String, Use> clients, Map<String, HostileGateway.Behaviour> servers, long mostTaken)
      throws Exception {
    Map<String, Future<Outcome>> running = new LinkedHashMap<>();
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    // A few at once, so that what is timed is a client and not how many share the cores.
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      clients.forEach(
          (client, use) ->
              servers.forEach(
                  (name, server) ->
                      running.put(client + ": " + name, threads.submit(alone(use, server)))));
      for (Map.Entry<String, Future<Outcome>> each : running.entrySet()) {
        outcomes.put(each.getKey(), each.getValue().get(SOON.toSeconds(), TimeUnit.SECONDS));
      }
    }
    outcomes.forEach(
        (name, outcome) ->
            System.out.printf(
                Locale.ROOT,
                "%-48s asked %d times, %,12d bytes taken, gone after %5.2f s: %s%n",
                name,
                outcome.asked(),
                outcome.taken(),
                outcome.took().toMillis() / 1e3,
                words(outcome.failure())));
    assertThat(outcomes).hasSize(clients.size() * servers.size());
    outcomes.forEach(
        (name, outcome) -> {
          assertThat(outcome.failure()).as(name).isInstanceOf(IOException.class);
          assertThat(outcome.took()).as(name).isLessThan(GONE_WITHIN);
          assertThat(outcome.asked()).as(name).isLessThanOrEqualTo(mostAsked(name, outcome));
          assertThat(outcome.taken()).as(name).isLessThan(mostTaken);
        });
  }

  /**
   * Of one that stalls nothing is asked again; of one that fails at once, some times; of one that
   * is busy, by each thread once in each of the shortest pauses.
   */
  private static long mostAsked(String of, Outcome outcome) {
    String name = of.substring(of.indexOf(": ") + 2);
    FetchLimits limits = FetchLimits.DEFAULT;
    if (HostileAnswers.stalls(name)) {
      return 1;
    }
    return HostileAnswers.isBusy(name)
        ? limits.parallel() * (outcome.took().dividedBy(limits.minBusy()) + 1)
        : limits.maxFailures();
  }

  private static Callable<Outcome> alone(Use use, HostileGateway.Behaviour server) {
    return () -> {
      try (HostileGateway bad = new HostileGateway(server)) {
        long start = System.nanoTime();
        Throwable failure = catchThrowable(() -> use.of(bad.uri()));
        return new Outcome(
            bad.sent(), bad.asked(), Duration.ofNanos(System.nanoTime() - start), failure);
      }
    };
  }

  private static String words(Throwable failure) {
    String words = String.valueOf(failure).replaceFirst("^[a-zA-Z.]+\\.", "");
    return words.length() > 110 ? words.substring(0, 110) + "…" : words;
  }
}
