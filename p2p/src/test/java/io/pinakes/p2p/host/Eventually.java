package io.pinakes.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process brings about. */
public final class Eventually {
  /**
   * How long is waited for what has to come: nothing is promised of how fast it is, and a machine
   * that is slow, or stands still for a while, is to be told from a fault.
   */
  public static final Duration SOON = Duration.ofMinutes(2);

  private Eventually() {}

  /** Looks every few milliseconds, and fails with that sentence once the time is over. */
  public static void eventually(String what, Duration within, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(what).isLessThan(within);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** What comes of it, soon. */
  public static <T> T resultOf(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }
}
