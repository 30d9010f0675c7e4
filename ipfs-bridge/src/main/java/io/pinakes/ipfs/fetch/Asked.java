package io.pinakes.ipfs.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** One source, and how it has done; guarded by the lock of the fetch that runs. */
final class Asked {
  final BlockSource source;
  long blocks;
  long bytes;
  private int failures;

  /** When it last answered what was not that it is busy, or the fetch began. */
  private long answered;

  /** Since when it says nothing but that it is busy, if it does. */
  private OptionalLong busySince = OptionalLong.empty();

  private Optional<String> dropped = Optional.empty();

  Asked(BlockSource source) {
    this.source = source;
  }

  boolean isDropped() {
    return dropped.isPresent();
  }

  void gave(int size, long now) {
    blocks++;
    bytes += size;
    failures = 0;
    answered(now);
  }

  /** It says something that is of use, or is about to be asked by another fetch. */
  void answered(long now) {
    answered = now;
    busySince = OptionalLong.empty();
  }

  /**
   * It says that it is busy.
   *
   * @param asked when it was asked that, by {@link System#nanoTime}, as all times here
   * @return how long it is left alone, if it is asked again
   */
  Duration busy(long asked, long now, Duration wanted, FetchLimits limits) {
    if (busySince.isEmpty()) {
      busySince = OptionalLong.of(asked - answered > 0 ? asked : answered);
    }
    Duration busy = Duration.ofNanos(now - busySince.getAsLong());
    Duration left = limits.busyFor().minus(busy);
    if (!left.isPositive()) {
      drop("it has answered nothing but that it is busy for [" + limits.busyFor() + "]");
    }
    // Nobody is left alone for longer than it has left to be of use, nor asked without a pause.
    return longer(limits.minBusy(), shorter(left, shorter(wanted, limits.maxBusy())));
  }

  private static Duration longer(Duration one, Duration two) {
    return one.compareTo(two) > 0 ? one : two;
  }

  private static Duration shorter(Duration one, Duration two) {
    return one.compareTo(two) < 0 ? one : two;
  }

  void failed(String why, int maxFailures) {
    failures++;
    if (failures >= maxFailures) {
      drop(why);
    }
  }

  void drop(String why) {
    if (dropped.isEmpty()) {
      dropped = Optional.of(why);
    }
  }

  FetchReport.Source report() {
    return new FetchReport.Source(source.name(), blocks, bytes, dropped);
  }

  @Override
  public String toString() {
    return source.name() + dropped.map(why -> ": " + why).orElse("");
  }
}
