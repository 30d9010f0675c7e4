package io.pinakes.p2p.mux.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.p2p.Direction;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class YamuxSimulationTest {
  /** Two fresh JVMs, one after the other or years apart, come to this. */
  private static final String LOG_OF_SEED_42 =
      "1bcf6e53b4a4d2ae3a60d4ef462f15de878cb78326cff74d99897a0ab3ccb699";

  private static final long SEED_THAT_FINDS_THE_BUG = 20;

  @SeededTest(times = 500)
  void whateverHappensBytesArriveInOrderBudgetsHoldAndNothingIsLeft(RandomGenerator random) {
    new SimulatedPair(random.nextLong()).run();
  }

  @Tag("slow")
  @Test
  void tenThousandSeedsHoldToo() {
    for (long seed = 0; seed < 10_000; seed++) {
      try {
        new SimulatedPair(seed).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameLogOfEventsInAnyJvm() {
    assertThat(new SimulatedPair(42).run())
        .isEqualTo(new SimulatedPair(42).run())
        .isEqualTo(LOG_OF_SEED_42);
    assertThat(new SimulatedPair(43).run()).isNotEqualTo(LOG_OF_SEED_42);
  }

  @Tag("slow")
  @Test
  void aBugThatWasPlantedIsFoundWithinTenThousandSeeds() {
    long seed = 0;
    while (failureOf(seed, true).isEmpty()) {
      seed++;
      assertThat(seed).as("seeds without a find").isLessThan(10_000);
    }
    System.out.println("the planted bug is found by seed " + seed + ": " + failureOf(seed, true));
    assertThat(seed).isEqualTo(SEED_THAT_FINDS_THE_BUG);
  }

  @Test
  void theSeedThatFoundThePlantedBugReplaysItAndFindsNothingWithoutIt() {
    String found = failureOf(SEED_THAT_FINDS_THE_BUG, true);

    assertThat(found).contains("ended, log").isEqualTo(failureOf(SEED_THAT_FINDS_THE_BUG, true));
    assertThat(failureOf(SEED_THAT_FINDS_THE_BUG, false)).isEmpty();
  }

  private static String failureOf(long seed, boolean planted) {
    try {
      new SimulatedPair(seed, planted).run();
      return "";
    } catch (AssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  @SeededTest(times = 300)
  void noBytesOfAHostilePeerThrowOrHoldMoreThanTheBudget(RandomGenerator random) {
    sendHostileFrames(random);
  }

  @Tag("slow")
  @Test
  void hostileFramesOfTenThousandSeedsDoNotEither() {
    for (long seed = 0; seed < 10_000; seed++) {
      try {
        sendHostileFrames(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static void sendHostileFrames(RandomGenerator random) {
    TestAccounts accounts = new TestAccounts(1 << 20, 100);
    YamuxSession session = new YamuxSession(Direction.INBOUND, YamuxLimits.DEFAULT, accounts, 0);
    for (int i = 0; i < 200 && !session.hasEnded(); i++) {
      session.receive(hostile(random), i);
      for (int id : session.streamIds()) {
        touch(session, id, random);
      }
      if (random.nextInt(4) == 0) {
        Frames.bytes(session);
      }
      Frames.events(session);
      assertThat(accounts.most()).isLessThanOrEqualTo(1 << 20);
    }

    session.end("the test is over");

    assertThat(accounts.held()).isZero();
    assertThat(Frames.said(session)).hasSizeLessThanOrEqualTo(1);
  }

  private static void touch(YamuxSession session, int id, RandomGenerator random) {
    switch (random.nextInt(8)) {
      case 0 -> session.accept(id);
      case 1 -> session.read(id, ByteBuffer.allocate(random.nextInt(5_000)), 0);
      case 2 -> session.closeRead(id, 0);
      case 3 -> session.reset(id);
      default -> {}
    }
  }

  /** Mostly well-formed, so that it gets past the head; now and then noise. */
  private static ByteBuffer hostile(RandomGenerator random) {
    if (random.nextInt(50) == 0) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return ByteBuffer.wrap(noise);
    }
    int type = random.nextInt(20) == 0 ? random.nextInt(5) : random.nextInt(2);
    int id = 1 + 2 * random.nextInt(8);
    int length = random.nextInt(30) == 0 ? random.nextInt() : random.nextInt(3_000);
    int payload = type == 0 && length >= 0 && length < 5_000 ? length : 0;
    return Frames.frame(type, random.nextInt(16), id, length, new byte[payload]);
  }
}
