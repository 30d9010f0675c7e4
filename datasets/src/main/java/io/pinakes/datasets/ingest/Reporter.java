package io.pinakes.datasets.ingest;

import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Counts what a run does, and tells the listener: at once when a stage is first entered, else a few
 * times a second. Any thread may call; the lock keeps the listener from being called twice at once.
 *
 * <p>A large file may be read and cut for long without anything else to tell: then the listener
 * hears once a second which file it is, and for how long it has been.
 */
final class Reporter {
  private static final long INTERVAL_NANOS = 200_000_000L;
  private static final long STILL_NANOS = 1_000_000_000L;

  private final ProgressListener listener;
  private final LongSupplier nanoTime;
  private final long begun;
  private final ReentrantLock telling = new ReentrantLock();
  private final Set<Stage> entered = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> working = new ConcurrentHashMap<>();
  private volatile long lastTold;
  private volatile Stage last = Stage.WALK;

  final AtomicLong files = new AtomicLong();
  final AtomicLong filesTotal = new AtomicLong();
  final AtomicLong bytes = new AtomicLong();
  final AtomicLong bytesTotal = new AtomicLong();
  final AtomicLong chunks = new AtomicLong();
  final AtomicLong chunksTotal = new AtomicLong();
  final AtomicLong embedded = new AtomicLong();
  final AtomicLong indexedFiles = new AtomicLong();
  final AtomicLong unchangedFiles = new AtomicLong();
  final AtomicLong failedFiles = new AtomicLong();

  Reporter(ProgressListener listener, LongSupplier nanoTime) {
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.lastTold = begun - INTERVAL_NANOS;
  }

  Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - begun);
  }

  /** A stage moved. */
  void moved(Stage stage) {
    if (nanoTime.getAsLong() - lastTold >= INTERVAL_NANOS || isNew(stage)) {
      tell(stage);
    }
  }

  /** A stage begins that is told of each time it does. */
  void entered(Stage stage) {
    tell(stage);
  }

  /** Work on a file begins. */
  void begun(String path) {
    working.putIfAbsent(path, nanoTime.getAsLong());
  }

  /** Work on a file has ended, one way or another. */
  void ended(String path) {
    working.remove(path);
  }

  /** Time goes by: tells of it if nothing else was to be told. */
  void tick() {
    if (nanoTime.getAsLong() - lastTold >= STILL_NANOS) {
      tell(last);
    }
  }

  private Optional<Progress.FileWork> longest() {
    long now = nanoTime.getAsLong();
    return working.entrySet().stream()
        .max(Comparator.comparingLong(each -> now - each.getValue()))
        .map(each -> new Progress.FileWork(each.getKey(), Duration.ofNanos(now - each.getValue())));
  }

  private boolean isNew(Stage stage) {
    return !entered.contains(stage);
  }

  private void tell(Stage stage) {
    telling.lock();
    try {
      entered.add(stage);
      last = stage;
      lastTold = nanoTime.getAsLong();
      listener.moved(
          new Progress(
              stage,
              files.get(),
              filesTotal.get(),
              bytes.get(),
              bytesTotal.get(),
              chunks.get(),
              chunksTotal.get(),
              embedded.get(),
              elapsed(),
              longest()));
    } finally {
      telling.unlock();
    }
  }
}
