package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.ExtractionVersion;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.extract.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An extractor whose parsers run in child JVMs.
 *
 * <p>A child takes a second of processor time to start and a small file some milliseconds, so one
 * is started with the first file, and one more only where files have waited while all that there
 * are were ready and busy. A pool that is given no file starts none. A caller blocks until its file
 * is read; the queue is as long as there are callers.
 *
 * <p>Threads: a {@link Worker} a child, which alone talks to it; one watchdog, which kills children
 * whose time is up. The lock guards the fields below it, and is never held while waiting for a
 * child.
 */
public final class WorkerPool implements Extractor {
  /** How long files wait for children that are ready before there is one child more. */
  private static final Duration GROW_AFTER = Duration.ofMillis(100);

  private final WorkerOptions options;
  private final Duration growAfter;
  private final JobQueue queue = new JobQueue();
  private final ScheduledThreadPoolExecutor watchdog;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Worker> workers = new ArrayList<>();
  private @Nullable PrivateFolder folder;
  private Optional<ClassArchive> archive = Optional.empty();
  private int waiting;

  /** A child is on its way, or it is being looked whether one more is needed. */
  private boolean growing;

  private boolean closed;

  /** A pool without children yet. */
  public WorkerPool(WorkerOptions options) {
    this(options, GROW_AFTER);
  }

  /** One that takes another patience than the usual until it starts one more child. */
  WorkerPool(WorkerOptions options, Duration growAfter) {
    this.options = options;
    this.growAfter = growAfter;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "extract-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException with a {@link WorkerStartException} if no child can be started,
   *     which is no fault of the file
   * @throws IllegalStateException if the pool is closed, or is closed meanwhile
   */
  @Override
  public ExtractedDocument extract(Path file, String name)
      throws ExtractionException, InterruptedException {
    Job job = new Job(file, name);
    lock.lock();
    try {
      if (closed) {
        throw closedException();
      }
      queue.add(job);
      waiting++;
      if (workers.isEmpty()) {
        startWorker();
      } else {
        growIfBehind();
      }
    } finally {
      lock.unlock();
    }
    try {
      return await(job);
    } finally {
      noteDone();
    }
  }

  private void noteDone() {
    lock.lock();
    try {
      waiting--;
    } finally {
      lock.unlock();
    }
  }

  private ExtractedDocument await(Job job) throws ExtractionException, InterruptedException {
    try {
      return job.result().get();
    } catch (InterruptedException e) {
      // If no child has it yet, none needs to.
      queue.remove(job);
      throw e;
    } catch (ExecutionException e) {
      throw translate(e.getCause(), job.name());
    }
  }

  private static ExtractionException translate(@Nullable Throwable cause, String name) {
    return switch (cause) {
      case ExtractionException failure ->
          new ExtractionException(name, failure.reason(), failure.detail(), failure);
      case WorkerStartException start -> throw new UncheckedIOException(start);
      case IllegalStateException state -> throw closedException();
      case null, default ->
          new ExtractionException(name, FailureReason.MALFORMED, String.valueOf(cause));
    };
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the extractor is closed");
  }

  @Override
  public String extractionVersion() {
    return ExtractionVersion.CURRENT;
  }

  /** Files wait that no child has, and there may be one more. Call with the lock. */
  private boolean behind() {
    return !closed && waiting > workers.size() && workers.size() < options.workers();
  }

  /** Call with the lock. */
  private void growIfBehind() {
    if (!growing && behind()) {
      growing = true;
      var unused = watchdog.schedule(this::grow, growAfter.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void grow() {
    lock.lock();
    try {
      growing = false;
      if (behind()) {
        startWorker();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The newest child is ready, or could not be started. */
  private void started() {
    lock.lock();
    try {
      growing = false;
      growIfBehind();
    } finally {
      lock.unlock();
    }
  }

  /** Call with the lock. */
  private void startWorker() {
    growing = true;
    if (workers.isEmpty()) {
      // Looked for only now: a pool that is given no file touches nothing.
      archive = options.cacheFolder().flatMap(ClassArchive::in);
    }
    Worker worker =
        new Worker(
            options, queue, watchdog, this::newFolder, archive, this::started, workers.size() + 1);
    workers.add(worker);
    worker.start();
  }

  private Path newFolder() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new WorkerStartException("the extractor is closed");
      }
      PrivateFolder pool = folder;
      if (pool == null) {
        pool = PrivateFolder.create(options.temporaryFolder());
        folder = pool;
      }
      return pool.newWorker();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<Worker> all;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      all = List.copyOf(workers);
    } finally {
      lock.unlock();
    }
    for (Job job = queue.poll(); job != null; job = queue.poll()) {
      job.fail(closedException());
    }
    all.forEach(Worker::end);
    all.forEach(Worker::join);
    watchdog.shutdownNow();
    lock.lock();
    try {
      if (folder != null) {
        folder.close();
      }
    } catch (IOException e) {
      // What could not be removed has no owner now, and goes when the next pool starts.
      return;
    } finally {
      lock.unlock();
    }
  }
}
