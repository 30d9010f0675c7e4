package io.pinakes.p2p.trim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
   * A connection.
   *
   * @param connection whatever stands for it
   * @param worth the sum of its peer's tags
   * @param isProtected whether it must stay
   * @param since when it began, in nanoseconds
   */
  public record Candidate<T>(T connection, long worth, boolean isProtected, long since) {}
}
