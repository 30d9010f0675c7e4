package io.pinakes.benchmarks.ipfs;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One operation of one contender.
 *
 * @param seconds on the wall
 * @param cpuSeconds of the contender's process
 */
record Trial(double seconds, double cpuSeconds) {
  /** The one of the median time; of an even number, the slower one in the middle. */
  static Trial median(List<Trial> all) {
    return all.stream()
        .sorted(Comparator.comparingDouble(Trial::seconds))
        .toList()
        .get(all.size() / 2);
  }

  double megabytesPerSecond(long bytes) {
    return bytes / 1e6 / seconds;
  }

  double cpuSecondsPerGigabyte(long bytes) {
    return cpuSeconds / (bytes / 1e9);
  }

  Map<String, Object> fields() {
    return Map.of("seconds", seconds, "cpu_seconds", cpuSeconds);
  }

  /** Speed and work, for a table. */
  String words(long bytes) {
    return String.format(
        Locale.ROOT, "%.0f (%.1f)", megabytesPerSecond(bytes), cpuSecondsPerGigabyte(bytes));
  }
}
