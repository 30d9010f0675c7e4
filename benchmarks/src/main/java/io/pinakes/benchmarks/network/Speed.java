package io.pinakes.benchmarks.network;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How fast bytes went.
 *
 * @param bytes how many
 * @param seconds on the wall
 * @param cpuSeconds of the whole process: both ends, and what the JVM does beside
 */
record Speed(long bytes, double seconds, double cpuSeconds) {
  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;

  /** The median of so many runs, by time, after one that is not counted. */
  static Speed median(int runs, long bytes, Run run) throws IOException {
    run.move(bytes / 4);
    return median(runs, () -> once(bytes, run));
  }

  /** The median of so many runs that others measure, by time. */
  static Speed median(int runs, Measured measured) throws IOException {
    List<Speed> all = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      all.add(measured.run());
    }
    all.sort(Comparator.comparingDouble(Speed::seconds));
    return all.get(runs / 2);
  }

  double megabytesPerSecond() {
    return bytes / MEGA / seconds;
  }

  double cpuSecondsPerGigabyte() {
    return cpuSeconds / (bytes / GIGA);
  }

  private static Speed once(long bytes, Run run) throws IOException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long begin = System.nanoTime();
    run.move(bytes);
    long end = System.nanoTime();
    return new Speed(bytes, (end - begin) / GIGA, (system.getProcessCpuTime() - cpu) / GIGA);
  }

  /** Moves bytes. */
  @FunctionalInterface
  interface Run {
    void move(long bytes) throws IOException;
  }

  /** Moves bytes, and measures itself. */
  @FunctionalInterface
  interface Measured {
    Speed run() throws IOException;
  }
}
