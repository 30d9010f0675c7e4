package io.pinakes.datasets.ingest;

import com.sun.management.OperatingSystemMXBean;
import io.pinakes.datasets.progress.Stage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Adds up the CPU time of the stages of a run. Any thread may call; the lock guards the sums. */
final class CpuClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Map<Stage, Long> sums = new EnumMap<>(Stage.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final long processBegun = PROCESS.getProcessCpuTime();
  private final long childrenBegun = children();

  /** Work of one stage that may take several threads, none of them another stage's. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Adds all CPU time of the calling thread, which belongs to one stage, at its end. */
  void threadEnds(Stage stage) {
    add(stage, THREADS.getCurrentThreadCpuTime());
  }

  /** Adds what the whole process uses while nothing but this stage runs. */
  <T> T alone(Stage stage, Work<T> work) throws IOException {
    long before = PROCESS.getProcessCpuTime();
    try {
      return work.run();
    } finally {
      add(stage, PROCESS.getProcessCpuTime() - before);
    }
  }

  private void add(Stage stage, long nanos) {
    lock.lock();
    try {
      sums.merge(stage, Math.max(0, nanos), Long::sum);
    } finally {
      lock.unlock();
    }
  }

  StageTimes times() {
    lock.lock();
    try {
      return new StageTimes(
          sums,
          PROCESS.getProcessCpuTime() - processBegun,
          Math.max(0, children() - childrenBegun));
    } finally {
      lock.unlock();
    }
  }

  private static long children() {
    try (var processes = ProcessHandle.current().descendants()) {
      return processes
          .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
          .mapToLong(Duration::toNanos)
          .sum();
    }
  }
}
