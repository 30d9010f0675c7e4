package io.pinakes.p2p.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiaddr.Multiaddr;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialPlanTest {
  /** Two fresh JVMs, one after the other or years apart, come to this. */
  private static final String LOG_OF_SEED_42 =
      "d849b50123b0170ce8c91efd78737b44a2c51162a82c79cabe22e2041eb20a10";

  private static final long SEED_THAT_FINDS_THE_BUG = 3;

  private static final Multiaddr A = Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
  private static final Multiaddr B = Multiaddr.parse("/ip4/127.0.0.1/tcp/2");
  private static final Multiaddr C = Multiaddr.parse("/ip4/127.0.0.1/tcp/3");
  private static final long DELAY = Duration.ofMillis(250).toNanos();

  private final DialPlan plan = new DialPlan(DialLimits.DEFAULT, 0);

  @Test
  void addressesBeginADelayApart() {
    plan.add(List.of(A, B));

    assertThat(plan.next(0)).contains(A);
    assertThat(plan.next(0)).isEmpty();
    assertThat(plan.nextAt()).hasValue(DELAY);
    assertThat(plan.next(DELAY - 1)).isEmpty();
    assertThat(plan.next(DELAY)).contains(B);
    assertThat(plan.nextAt()).isEmpty();
  }

  @Test
  void afterAFailureTheNextBeginsAtOnce() {
    plan.add(List.of(A, B));
    plan.next(0);

    plan.failed(A, "refused", 7);

    assertThat(plan.next(7)).contains(B);
  }

  @Test
  void itIsExhaustedOnceEveryAddressHasFailedAndSaysWhy() {
    plan.add(List.of(A, B));
    plan.next(0);
    plan.failed(A, "refused", 1);
    assertThat(plan.isExhausted()).isFalse();
    plan.next(1);
    plan.failed(B, "silent", 2);

    assertThat(plan.isExhausted()).isTrue();
    assertThat(plan.failures()).containsEntry(A, "refused").containsEntry(B, "silent");
  }

  @Test
  void whoJoinsBringsAddressesAndNoneIsTriedTwice() {
    plan.add(List.of(A));
    plan.next(0);
    plan.add(List.of(A, C));

    assertThat(plan.next(DELAY)).contains(C);
    plan.failed(A, "refused", DELAY);
    plan.failed(C, "refused", DELAY);
    assertThat(plan.isExhausted()).isTrue();
  }

  @Test
  void tenThousandSeedsKeepTheRules() {
    for (long seed = 0; seed < 10_000; seed++) {
      try {
        new SimulatedDial(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aBugThatWasPlantedIsFoundAndReplayedByItsSeed() {
    long seed = 0;
    while (failureOf(seed, true).isEmpty()) {
      seed++;
      assertThat(seed).as("seeds without a find").isLessThan(10_000);
    }
    String found = failureOf(seed, true);

    System.out.println("the planted bug is found by seed " + seed + ": " + found);
    assertThat(seed).isEqualTo(SEED_THAT_FINDS_THE_BUG);
    assertThat(found)
        .startsWith("no more at once than the limit says, log ")
        .isEqualTo(failureOf(seed, true));
    assertThat(failureOf(seed, false)).isEmpty();
  }

  private static String failureOf(long seed, boolean planted) {
    try {
      new SimulatedDial(seed, planted).run();
      return "";
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void theSameSeedGivesTheSameLogOfEventsInAnyJvm() {
    assertThat(new SimulatedDial(42).run())
        .isEqualTo(new SimulatedDial(42).run())
        .isEqualTo(LOG_OF_SEED_42);
  }
}
