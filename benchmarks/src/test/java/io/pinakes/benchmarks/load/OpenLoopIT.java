package io.pinakes.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Load against a small server of the test's own. */
@Timeout(300)
class OpenLoopIT {
  private static final int STALL_NANOS = 300_000_000;

  /** Longer than this machine keeps anybody waiting. */
  private static final int PATIENCE_MILLIS = 120_000;

  @TempDir Path folder;

  private final AtomicInteger served = new AtomicInteger();
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private HttpServer server = start();
  private volatile long stallBegan;

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void serve() {
    // One thread: an answer that takes long holds up all behind it, as a stalled server does.
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          int number = served.getAndIncrement();
          if (number == 20) {
            stallBegan = System.nanoTime();
            LockSupport.parkNanos(STALL_NANOS);
          }
          String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          int status = number % 10 == 5 ? 503 : 200;
          String body = number % 10 == 7 ? "nothing" : "{\"rank\":1}";
          exchange.getResponseHeaders().add("Server-Timing", "embed;dur=2.5, total;dur=3");
          byte[] bytes = body.getBytes(UTF_8);
          answered.put(asked, System.nanoTime());
          // Some with a length, some in chunks.
          exchange.sendResponseHeaders(status, number % 2 == 0 ? bytes.length : 0);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private OpenLoop loop(List<String> bodies, int patienceMillis, Order.Segment... segments) {
    int port = server.getAddress().getPort();
    Order order =
        new Order(port, "", "\"rank\":1", 0, 64, patienceMillis, 42, List.of(segments), "");
    return new OpenLoop(
        order,
        bodies.stream().map(body -> WireRequests.post(port, "/", body)).toArray(byte[][]::new));
  }

  private Outcomes ask(int patienceMillis, Order.Segment... segments) throws IOException {
    return loop(List.of("{}"), patienceMillis, segments).run();
  }

  @Test
  void questionsThatFallIntoAStallAreTimedFromWhenTheyWereToBeSent() throws Exception {
    List<String> bodies = IntStream.range(0, 800).mapToObj(i -> "{\"n\":" + i + "}").toList();
    OpenLoop loop = loop(bodies, PATIENCE_MILLIS, new Order.Segment(200, 3));
    Outcomes outcomes = loop.run();
    assertThat(outcomes.size()).isBetween(500, 700);
    int stalled = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      long due = loop.start() + outcomes.at(i);
      // However late it was sent, and whatever else stood still.
      assertThat(outcomes.took(i))
          .isGreaterThanOrEqualTo(answered.getOrDefault(bodies.get(i), Long.MAX_VALUE) - due)
          .isLessThanOrEqualTo(System.nanoTime() - due);
      // It was to be sent before most of the stall was over, and had to wait for the rest of it.
      boolean early = due < stallBegan + STALL_NANOS * 2 / 3;
      boolean behind = answered.getOrDefault(bodies.get(i), 0L) >= stallBegan + STALL_NANOS;
      stalled += early && behind && outcomes.took(i) >= STALL_NANOS / 3 ? 1 : 0;
    }
    // A client that waits for its answers would send, and time, one.
    assertThat(stalled).isGreaterThan(15);
  }

  @Test
  void refusalsAndWrongAnswersAreNoAnswersAndEmbeddingIsLeftOut() throws Exception {
    Outcomes outcomes = ask(PATIENCE_MILLIS, new Order.Segment(100, 1));
    Slice slice = Slice.of(outcomes, 0, 1);
    assertThat(slice.asked()).isEqualTo(outcomes.size());
    assertThat(slice.refused()).isBetween(outcomes.size() / 10 - 1, outcomes.size() / 10 + 1);
    assertThat(slice.failed()).isBetween(outcomes.size() / 10 - 1, outcomes.size() / 10 + 1);
    assertThat(slice.holds(1e6)).isFalse();
    double whole = slice.whole().orElseThrow().millisAt(0.5);
    assertThat(slice.beside().orElseThrow().millisAt(0.5))
        .isCloseTo(whole - 2.5, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void whatIsNotAnsweredInTimeIsGivenUp() throws Exception {
    Outcomes outcomes = ask(100, new Order.Segment(200, 0.5));
    Slice slice = Slice.of(outcomes, 0, 0.5);
    assertThat(slice.failed()).isGreaterThan(15);
    assertThat(slice.whole().orElseThrow().millisAt(1)).isLessThan(150);
  }

  @Test
  void outcomesAndRequestsSurviveTheirFiles() throws Exception {
    Outcomes outcomes =
        ask(PATIENCE_MILLIS, new Order.Segment(50, 0.4), new Order.Segment(100, 0.2));
    Path file = folder.resolve("outcomes");
    outcomes.write(file);
    Outcomes read = Outcomes.read(file);
    assertThat(read.size()).isEqualTo(outcomes.size());
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.at(i)).isEqualTo(outcomes.at(i)).isGreaterThanOrEqualTo(0);
      assertThat(read.took(i)).isEqualTo(outcomes.took(i));
      assertThat(read.status(i)).isEqualTo(outcomes.status(i));
      assertThat(read.embedding(i)).isEqualTo(outcomes.embedding(i));
    }
    Path requests = folder.resolve("requests");
    List<byte[]> two = List.of(new byte[] {1}, new byte[] {2, 3});
    WireRequests.write(requests, two);
    assertThat(WireRequests.read(requests)).isDeepEqualTo(two.toArray(byte[][]::new));
  }
}
