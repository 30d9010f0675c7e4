package io.pinakes.query.generate.wire;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time, as a client needs it.
 *
 * @param clock for dates that a server names
 * @param nanos a clock that only runs forward, in nanoseconds
 * @param pause waits
 */
public record Timing(InstantSource clock, LongSupplier nanos, Pause pause) {
  /** A wait that an interrupt ends. */
  public interface Pause {
    /** Waits. */
    void sleep(Duration time) throws InterruptedException;
  }

  /** The machine's time. */
  public static final Timing SYSTEM =
      new Timing(InstantSource.system(), System::nanoTime, Thread::sleep);
}
