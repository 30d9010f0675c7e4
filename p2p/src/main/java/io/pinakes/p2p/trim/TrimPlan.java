package io.pinakes.p2p.trim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the connections that go. Those of the least worth go first, among equals the newest: who
 * was there before stays.
 */
public final class TrimPlan {
  private final TrimLimits limits;

  /** By these limits. */
  public TrimPlan(TrimLimits limits) {
    this.limits = limits;
  }

  /**
   * Which go now; none as long as there are not too many.
   *
   * @param all every connection that there is
   * @param now nanoseconds of the clock that candidates are dated by
   */
  public <T> List<T> choose(List<Candidate<T>> all, long now) {
    if (all.size() <= limits.high()) {
      return List.of();
    }
    List<Candidate<T>> mayGo =
        new ArrayList<>(
            all.stream()
                .filter(one -> !one.isProtected() && now - one.since() >= limits.graceNanos())
                .toList());
    mayGo.sort(
        Comparator.<Candidate<T>>comparingLong(Candidate::worth)
            .thenComparing(Comparator.<Candidate<T>>comparingLong(Candidate::since).reversed()));
    return mayGo.stream().limit(all.size() - limits.low()).map(Candidate::connection).toList();
  }

  /**
   * Which one goes where a newcomer has no room; empty if all must stay. Of the least worth, one
   * without streams before one with, then the one that holds the most, then the newest.
   *
   * @param all every connection that there is
   */
  public static <T> Optional<T> leastUseful(List<Candidate<T>> all) {
    return all.stream()
        .filter(one -> !one.isProtected())
        .min(
            Comparator.<Candidate<T>>comparingLong(Candidate::worth)
                .thenComparing(one -> !one.isIdle())
                .thenComparing(
                    Comparator.<Candidate<T>>comparingLong(Candidate::heldBytes).reversed())
                .thenComparing(Comparator.<Candidate<T>>comparingLong(Candidate::since).reversed()))
        .map(Candidate::connection);
  }

  /**
   * A connection.
   *
   * @param connection whatever stands for it
   * @param worth the sum of its peer's tags
   * @param isProtected whether it must stay
   * @param since when it began, in nanoseconds
   * @param isIdle whether it has no streams
   * @param heldBytes what is held for it
   */
  public record Candidate<T>(
      T connection, long worth, boolean isProtected, long since, boolean isIdle, long heldBytes) {}
}
