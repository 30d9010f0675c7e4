package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.p2p.ProtocolLimits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class StreamWatchTest {
  private static final ProtocolLimits UNHURRIED = TestHosts.UNHURRIED;

  @Test
  void whatIsOverIsNotKeptUntilItsTimeWouldHaveCome() {
    try (Deadlines deadlines = new Deadlines("test")) {
      for (int i = 0; i < 1_000; i++) {
        StreamWatch watch =
            new StreamWatch(deadlines, System::nanoTime, System.nanoTime(), UNHURRIED, () -> {});
        watch.start().over();
      }

      assertThat(deadlines.waiting()).isZero();
    }
  }

  @Test
  void aStreamOnWhichNothingGoesOnIsReset() throws Exception {
    CountDownLatch reset = new CountDownLatch(1);
    ProtocolLimits brief = new ProtocolLimits(1, Duration.ofMillis(20), Duration.ofHours(1));
    try (Deadlines deadlines = new Deadlines("test")) {
      StreamWatch watch =
          new StreamWatch(deadlines, System::nanoTime, System.nanoTime(), brief, reset::countDown);
      assertThat(watch.start()).isSameAs(watch);

      assertThat(reset.await(Eventually.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aHostThatIsClosedResetsAtOnce() {
    CountDownLatch reset = new CountDownLatch(1);
    Deadlines deadlines = new Deadlines("test");
    deadlines.close();
    StreamWatch watch =
        new StreamWatch(
            deadlines, System::nanoTime, System.nanoTime(), UNHURRIED, reset::countDown);

    assertThat(watch.start()).isSameAs(watch);

    assertThat(reset.getCount()).isZero();
  }
}
