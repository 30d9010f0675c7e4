package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Multihash;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PushPaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final PeerId ALICE = peer(1);
  private static final PeerId BOB = peer(2);
  private static final long BEGIN = Long.MAX_VALUE - 5; // a clock that is about to wrap

  private final PushPace pace = new PushPace();

  @Test
  void someAreHeardAtOnceThenOneASecondAndThoseWhoWouldWaitTooLongAreRefused() {
    for (int i = 0; i < PushPace.AT_ONCE; i++) {
      assertThat(pace.turn(ALICE, PATIENCE, BEGIN)).contains(Duration.ZERO);
    }
    for (int i = 1; i <= 8; i++) {
      assertThat(pace.turn(ALICE, PATIENCE, BEGIN)).contains(Duration.ofSeconds(i));
    }
    assertThat(pace.turn(ALICE, PATIENCE, BEGIN)).isEmpty();
    assertThat(pace.turn(ALICE, PATIENCE, BEGIN)).as("and is not put off by that").isEmpty();
    assertThat(pace.turn(ALICE, PATIENCE, BEGIN + Duration.ofSeconds(1).toNanos()))
        .contains(PATIENCE);
  }

  @Test
  void whoHasBeenSilentForAWhileHasAllAgainAndNoMore() {
    for (int i = 0; i < 24; i++) {
      assertThat(pace.turn(ALICE, PATIENCE, BEGIN)).isPresent();
    }
    long later = BEGIN + Duration.ofHours(1).toNanos();
    for (int i = 0; i < PushPace.AT_ONCE; i++) {
      assertThat(pace.turn(ALICE, PATIENCE, later)).contains(Duration.ZERO);
    }
    assertThat(pace.turn(ALICE, PATIENCE, later)).contains(Duration.ofSeconds(1));
  }

  @Test
  void whatOneSaysIsNoneOfAnothersBusiness() {
    for (int i = 0; i < 100; i++) {
      var unused = pace.turn(ALICE, PATIENCE, BEGIN);
    }

    assertThat(pace.turn(BOB, PATIENCE, BEGIN)).contains(Duration.ZERO);
  }

  private static PeerId peer(int number) {
    return new PeerId(Multihash.sha256(new byte[] {(byte) number}));
  }
}
