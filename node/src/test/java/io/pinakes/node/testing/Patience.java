package io.pinakes.node.testing;

import java.time.Duration;

/**
 * How long a test waits for what has to come: long enough for a machine that is twenty times slower
 * than another, stands still for a while, and has a slow disk. No test is about this time.
 */
public final class Patience {
  /** In seconds. */
  public static final long SECONDS = 240;

  /** The same. */
  public static final Duration TIME = Duration.ofSeconds(SECONDS);

  private Patience() {}
}
