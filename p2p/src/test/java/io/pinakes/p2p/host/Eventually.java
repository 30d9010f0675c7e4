package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process brings about. */
public final class Eventually {
  private Eventually() {}

  /** Looks every few milliseconds, and fails with that sentence once the time is over. */
  public static void eventually(String what, Duration within, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(within);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
