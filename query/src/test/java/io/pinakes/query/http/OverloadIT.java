package io.pinakes.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.query.Patience;
import io.pinakes.query.http.vertx.ServeOptions.Limits;
import io.pinakes.query.http.work.LaneLimits;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More than a node takes on, and its end in the middle of work. */
@Timeout(600)
class OverloadIT {
  private static final Duration LONG = Duration.ofMinutes(30);

  @TempDir Path folder;

  /** Answers when it is let. */
  private static final class Slow implements Surface {
    final CountDownLatch gate = new CountDownLatch(1);
    final AtomicInteger begun = new AtomicInteger();

    @Override
    public String prefix() {
      return "/slow";
    }

    @Override
    public List<Route> routes() {
      return List.of(
          Route.get(
              "/slow",
              Lane.SEARCH,
              call -> {
                begun.incrementAndGet();
                gate.await();
                return Reply.text("text/plain", "done");
              }),
          Route.get(
              "/slow/broken",
              Lane.READ,
              call -> {
                throw new IllegalStateException("a secret of the inside");
              }));
    }

    void awaitBegun(int wanted) {
      long end = System.nanoTime() + Patience.TIME.toNanos();
      while (begun.get() < wanted && System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
      assertThat(begun.get()).isEqualTo(wanted);
    }
  }

  private ServedBank open(Slow slow, Limits limits) throws Exception {
    return ServedBank.empty(
        folder.resolve("home"), ServedBank.Setting.USUAL.with(limits).withMore(slow));
  }

  private static CompletableFuture<HttpResponse<String>> ask(ServedBank node) {
    return node.client.sendAsync(node.request("/slow").build(), BodyHandlers.ofString());
  }

  private static Limits narrow(Duration maxWait, Duration time) {
    return ServedBank.PATIENT.withLane(Lane.SEARCH, new LaneLimits(2, 3, maxWait, time));
  }

  @Test
  void whatIsBeyondTheQueueIsToldToComeAgainAndTheRestIsAnswered() throws Exception {
    Slow slow = new Slow();
    try (ServedBank node = open(slow, narrow(LONG, LONG))) {
      List<CompletableFuture<HttpResponse<String>>> taken = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        taken.add(ask(node));
      }
      slow.awaitBegun(2);
      for (int i = 0; i < 8; i++) {
        taken.add(ask(node));
      }
      // Five are shed; they are answered although nothing else moves.
      List<HttpResponse<String>> shed = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> one : taken) {
        var unused =
            one.thenAccept(
                answer -> {
                  synchronized (shed) {
                    shed.add(answer);
                    shed.notifyAll();
                  }
                });
      }
      synchronized (shed) {
        while (shed.size() < 5) {
          shed.wait(Patience.TIME.toMillis());
        }
        assertThat(shed)
            .allSatisfy(
                answer -> {
                  assertThat(answer.statusCode()).isEqualTo(503);
                  assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
                  assertThat(answer.body()).contains("\"busy\"");
                });
      }
      assertThat(node.get("/livez").statusCode()).isEqualTo(200);
      assertThat(node.get("/readyz").statusCode()).isEqualTo(200);
      slow.gate.countDown();
      int done = 0;
      for (CompletableFuture<HttpResponse<String>> one : taken) {
        done += one.get(Patience.SECONDS, TimeUnit.SECONDS).statusCode() == 200 ? 1 : 0;
      }
      assertThat(done).isEqualTo(5);
    }
  }

  @Test
  void whatHasWaitedTooLongIsShedWhenItsTurnComes() throws Exception {
    Slow slow = new Slow();
    Duration wait = Duration.ofSeconds(1);
    try (ServedBank node = open(slow, narrow(wait, LONG))) {
      var running = List.of(ask(node), ask(node));
      slow.awaitBegun(2);
      CompletableFuture<HttpResponse<String>> late = ask(node);
      awaitOneWaits(node);
      assertThat(late.isDone()).isFalse();
      CompletableFuture.delayedExecutor(wait.toMillis() + 50, TimeUnit.MILLISECONDS)
          .execute(slow.gate::countDown);
      assertThat(late.get(Patience.SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
      for (CompletableFuture<HttpResponse<String>> one : running) {
        assertThat(one.get(Patience.SECONDS, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
      assertThat(slow.begun.get()).isEqualTo(2);
    }
  }

  /** From then on its time runs, wherever the request was held up until then. */
  private static void awaitOneWaits(ServedBank node) throws Exception {
    while (!node.get("/metrics").body().contains("pinakes_lane_waiting{lane=\"search\"} 1.0")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatTakesTooLongIsToldSo() throws Exception {
    Slow slow = new Slow();
    try (ServedBank node = open(slow, narrow(LONG, Duration.ofMillis(200)))) {
      HttpResponse<String> answer = node.get("/slow");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("took-too-long");
      slow.gate.countDown();
    }
  }

  @Test
  void aMistakeOfTheProgramIsNotToldInItsOwnWords() throws Exception {
    try (ServedBank node = open(new Slow(), ServedBank.PATIENT)) {
      // An illegal state is a defect; its words are for the log.
      HttpResponse<String> answer = node.get("/slow/broken");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("\"internal\"").doesNotContain("secret");
    }
  }

  @Test
  void aNodeThatStopsAnswersWhatItHasBegunAndTakesNothingNew() throws Exception {
    Slow slow = new Slow();
    try (ServedBank node = open(slow, ServedBank.PATIENT)) {
      CompletableFuture<HttpResponse<String>> begun = ask(node);
      slow.awaitBegun(1);
      CompletableFuture<Void> stopping =
          CompletableFuture.runAsync(
              () -> {
                try {
                  node.server.close();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      while (!node.server.draining()) {
        Thread.onSpinWait();
      }
      HttpResponse<String> refused = node.get("/api/v1/models");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("\"stopping\"");
      slow.gate.countDown();
      assertThat(begun.get(Patience.SECONDS, TimeUnit.SECONDS).body()).isEqualTo("done");
      stopping.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }
}
