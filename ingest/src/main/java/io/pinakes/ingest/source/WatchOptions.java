package io.pinakes.ingest.source;

import java.time.Duration;

/**
 * How a folder is watched.
 *
 * @param quiet a change is told when nothing more has happened for this long: an editor writes a
 *     file in several steps
 * @param latest and at the latest this long after the first one, if changes never cease
 * @param rescan how often it is told without any event, since file systems lose events, and those
 *     of other machines have none
 */
public record WatchOptions(Duration quiet, Duration latest, Duration rescan) {

  /** 300 milliseconds, 3 seconds, 5 minutes. */
  public static final WatchOptions DEFAULT =
      new WatchOptions(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofMinutes(5));

  /** Checks that the times are positive and in order. */
  public WatchOptions {
    if (quiet.isNegative()
        || quiet.isZero()
        || latest.compareTo(quiet) < 0
        || rescan.compareTo(latest) < 0) {
      throw new IllegalArgumentException(
          "not times in order: quiet ["
              + quiet
              + "], latest ["
              + latest
              + "], rescan ["
              + rescan
              + "]");
    }
  }
}
