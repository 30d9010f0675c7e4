package io.pinakes.query.http.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served, and who is sent away, on a machine that is slow to begin with anything. */
@Timeout(300)
class LanePoolTest {
  private static final LaneLimits LIMITS =
      new LaneLimits(2, 1, Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong();

  /** Two seconds pass whenever somebody looks: longer than anything may wait. */
  private long nanos() {
    return now.addAndGet(2_000_000_000L);
  }

  private LanePool pool(String kind) {
    return kind.equals("working")
        ? LanePool.working("test", LIMITS, this::nanos)
        : LanePool.waiting("test", LIMITS, this::nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"working", "waiting"})
  void whatFindsRoomIsDoneHoweverLateItBegins(String kind) throws Exception {
    try (LanePool pool = pool(kind)) {
      for (int i = 0; i < 100; i++) {
        boolean room = pool.submit(() -> events.add("done"), () -> events.add("late"));
        assertThat(room).isTrue();
        assertThat(events.take()).isEqualTo("done");
        awaitIdle(pool);
      }
      assertThat(pool.shed()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"working", "waiting"})
  void whatStoodInLineTooLongIsSentAway(String kind) throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (LanePool pool = pool(kind)) {
      for (int i = 0; i < 2; i++) {
        assertThat(pool.submit(() -> hold(goOn), () -> events.add("late"))).isTrue();
      }
      assertThat(List.of(events.take(), events.take())).containsExactly("begun", "begun");
      assertThat(pool.submit(() -> events.add("done"), () -> events.add("late"))).isTrue();
      goOn.countDown();
      assertThat(List.of(events.take(), events.take(), events.take()))
          .containsExactlyInAnyOrder("ended", "ended", "late");
      assertThat(pool.shed()).isEqualTo(1);
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void whatFindsNoPlaceInTheLineIsRefusedAtOnce() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    try (LanePool pool = pool("working")) {
      for (int i = 0; i < 3; i++) {
        assertThat(pool.full()).isFalse();
        assertThat(pool.submit(() -> hold(goOn), () -> events.add("late"))).isTrue();
      }
      assertThat(pool.full()).isTrue();
      assertThat(pool.submit(() -> events.add("done"), () -> events.add("late"))).isFalse();
      assertThat(pool.shed()).isEqualTo(1);
    } finally {
      goOn.countDown();
    }
  }

  private void hold(CountDownLatch goOn) {
    events.add("begun");
    try {
      goOn.await();
      events.add("ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its place is given back just behind its last word. */
  private static void awaitIdle(LanePool pool) {
    while (pool.running() + pool.waiting() > 0) {
      Thread.onSpinWait();
    }
  }
}
