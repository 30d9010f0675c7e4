package io.pinakes.ipfs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a busy source is borne with, by a clock that the test turns. */
class AskedTest {
  private static final FetchLimits LIMITS = FetchLimits.DEFAULT;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Close to where it wraps around, as {@link System#nanoTime} may be. */
  private long now = Long.MAX_VALUE - SECOND;

  private final Asked asked = new Asked(new Busy());

  AskedTest() {
    asked.answered(now);
  }

  @Test
  void aPauseIsAsLongAsTheSourceWantsWithinBounds() {
    assertThat(busy(0, Duration.ofMillis(1500))).isEqualTo(Duration.ofMillis(1500));
    assertThat(busy(0, Duration.ZERO)).isEqualTo(LIMITS.minBusy());
    assertThat(busy(0, Duration.ofDays(1))).isEqualTo(LIMITS.maxBusy());
    assertThat(busy(4, Duration.ofDays(1))).as("no longer than it has left").hasSeconds(1);
    assertThat(asked.isDropped()).isFalse();
  }

  @Test
  void whoSaysNothingElseForLongIsDropped() {
    busy(0, Duration.ZERO);
    busy(4, Duration.ZERO);
    assertThat(asked.isDropped()).isFalse();
    busy(1, Duration.ZERO);
    assertThat(asked.report().dropped()).get().asString().contains("nothing but that it is busy");
  }

  @Test
  void theTimeThatItsFirstAnswerTookCounts() {
    now += 4 * SECOND;
    asked.busy(now - 4 * SECOND, now, Duration.ZERO, LIMITS);
    busy(1, Duration.ZERO);
    assertThat(asked.isDropped()).isTrue();
  }

  @Test
  void whoGivesSomethingNowAndThenIsBorneWith() {
    for (int i = 0; i < 100; i++) {
      busy(2, Duration.ZERO);
      busy(2, Duration.ZERO);
      if (i % 2 == 0) {
        asked.gave(1, now);
      } else {
        asked.answered(now);
      }
    }
    assertThat(asked.isDropped()).isFalse();
  }

  @Test
  void whoWasNotAskedForLongHasNotBeenBusyMeanwhile() {
    now += 100 * SECOND;
    busy(0, Duration.ZERO);
    busy(1, Duration.ZERO);
    assertThat(asked.isDropped()).isFalse();
  }

  private Duration busy(int secondsLater, Duration wanted) {
    now += secondsLater * SECOND;
    return asked.busy(now, now, wanted, LIMITS);
  }

  private static final class Busy implements BlockSource {
    @Override
    public String name() {
      return "busy";
    }

    @Override
    public Optional<byte[]> block(Cid cid) {
      return Optional.empty();
    }
  }
}
