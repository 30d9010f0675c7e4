package io.pinakes.p2p.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final DialLimits LIMITS =
      new DialLimits(
          8,
          25,
          Duration.ZERO,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          3,
          Duration.ofSeconds(1));
  private static final PeerId PEER =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey().peerId();

  private final BackOff backOff = new BackOff(LIMITS);

  @Test
  void eachFailureHoldsAnAddressTwiceAsLongUpToTheMost() {
    long now = 0;
    for (int seconds : new int[] {5, 10, 20, 30, 30}) {
      backOff.failed(PEER, address(1), now);

      assertThat(backOff.isHeld(PEER, address(1), now + nanos(seconds) - 1)).isTrue();
      assertThat(backOff.isHeld(PEER, address(1), now + nanos(seconds))).isFalse();
      assertThat(backOff.isHeld(PEER, address(2), now)).isFalse();
      now += nanos(seconds);
    }
  }

  @Test
  void aSuccessForgetsTheFailures() {
    backOff.failed(PEER, address(1), 0);
    backOff.failed(PEER, address(1), 0);
    backOff.succeeded(PEER, address(1));
    assertThat(backOff.isHeld(PEER, address(1), 0)).isFalse();

    backOff.failed(PEER, address(1), 0);
    assertThat(backOff.isHeld(PEER, address(1), nanos(5))).isFalse();
  }

  @Test
  void noMoreAddressesAreRememberedThanTheLimitSaysAndTheOldestGo() {
    for (int i = 1; i <= 4; i++) {
      backOff.failed(PEER, address(i), i);
    }

    assertThat(backOff.size()).isEqualTo(3);
    assertThat(backOff.isHeld(PEER, address(1), 5)).isFalse();
    assertThat(backOff.isHeld(PEER, address(2), 5)).isTrue();
  }

  private static Multiaddr address(int port) {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/" + port);
  }

  private static long nanos(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
