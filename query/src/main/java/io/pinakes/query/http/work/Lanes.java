package io.pinakes.query.http.work;

import io.pinakes.query.http.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A pool for each lane. */
public final class Lanes implements AutoCloseable {
  private final Map<Lane, LanePool> pools = new EnumMap<>(Lane.class);

  /**
   * Pools of those limits.
   *
   * @param limits for every lane but {@link Lane#INSTANT}
   * @param nanos a clock that only runs forward
   */
  public Lanes(Map<Lane, LaneLimits> limits, LongSupplier nanos) {
    limits.forEach(
        (lane, some) ->
            pools.put(
                lane,
                lane == Lane.ASK || lane == Lane.STREAM
                    ? LanePool.waiting(lane.text(), some, nanos)
                    : LanePool.working(lane.text(), some, nanos)));
  }

  /**
   * What an ordinary machine takes on. A search takes some milliseconds of one core: sixteen in
   * line before each core are a tenth of a second. Answers wait for models, streams for events.
   */
  public static Map<Lane, LaneLimits> limits(int cores) {
    Map<Lane, LaneLimits> limits = new EnumMap<>(Lane.class);
    limits.put(Lane.OPS, of(4, 64, 5, 10));
    limits.put(Lane.SEARCH, of(cores, 16 * cores, 1, 10));
    limits.put(Lane.BULK, of(Math.max(1, cores / 2), 32, 10, 120));
    limits.put(Lane.ASK, of(8, 32, 10, 900));
    limits.put(Lane.READ, of(32, 256, 2, 30));
    limits.put(Lane.UPLOAD, of(4, 32, 30, 3_600));
    limits.put(Lane.STREAM, of(128, 0, 1, 10));
    return limits;
  }

  private static LaneLimits of(int width, int queue, int waitSeconds, int timeSeconds) {
    return new LaneLimits(
        width, queue, Duration.ofSeconds(waitSeconds), Duration.ofSeconds(timeSeconds));
  }

  /** The pool of a lane. */
  public LanePool of(Lane lane) {
    LanePool pool = pools.get(lane);
    if (pool == null) {
      throw new IllegalArgumentException("lane [" + lane + "] has no pool");
    }
    return pool;
  }

  /** All pools. */
  public Map<Lane, LanePool> all() {
    return Map.copyOf(pools);
  }

  @Override
  public void close() {
    pools.values().forEach(LanePool::close);
  }
}
