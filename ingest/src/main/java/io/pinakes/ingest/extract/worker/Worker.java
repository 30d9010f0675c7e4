package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.tika.DocumentReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A thread and the child that it owns. It replaces a child that died, hung or is worn, and reads a
 * file once more in a fresh one if the child died over it: then the cause may be what it had read
 * before. Twice is the most, and a file that took its time is not read again.
 */
final class Worker {
  /** A minute: a hundred times what a start takes on an idle machine. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final long JOIN_SECONDS = 20;

  private final WorkerOptions options;
  private final JobQueue queue;
  private final ScheduledExecutorService watchdog;
  private final FolderSource folders;
  private final Optional<ClassArchive> archive;

  /** Called once, when the first child is ready or could not be started. */
  private final Runnable started;

  private final Thread thread;

  /** Written by the thread; others only kill it. */
  private volatile @Nullable WorkerProcess process;

  private volatile boolean ending;
  private volatile boolean idle;

  /** Where the folder of a new child comes from. */
  @FunctionalInterface
  interface FolderSource {
    Path next() throws IOException;
  }

  Worker(
      WorkerOptions options,
      JobQueue queue,
      ScheduledExecutorService watchdog,
      FolderSource folders,
      Optional<ClassArchive> archive,
      Runnable started,
      int number) {
    this.options = options;
    this.queue = queue;
    this.watchdog = watchdog;
    this.folders = folders;
    this.archive = archive;
    this.started = started;
    this.thread = new Thread(this::run, "extract-worker-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the child at once and the thread soon. From any thread. */
  void end() {
    ending = true;
    queue.add(Job.LAST);
    WorkerProcess current = process;
    if (current != null && !(idle && current.isRecording())) {
      current.kill();
    }
  }

  void join() {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(JOIN_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      prepare();
      while (!ending) {
        idle = true;
        Job job = queue.take();
        idle = false;
        if (job.equals(Job.LAST)) {
          return;
        }
        serve(job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      WorkerProcess last = process;
      if (last != null) {
        last.finish();
      }
      discard();
    }
  }

  /** Starts a child before there is work; if that fails, the first job will hear of it. */
  private void prepare() {
    try {
      ready();
    } catch (IOException e) {
      discard();
    } finally {
      started.run();
    }
  }

  private void serve(Job job) {
    try {
      job.succeed(read(job));
    } catch (ExtractionException | WorkerStartException | IllegalStateException e) {
      job.fail(e);
    } catch (IOException | RuntimeException e) {
      job.fail(new WorkerStartException("no folder for a parser: " + e.getMessage(), e));
    }
  }

  private ExtractedDocument read(Job job) throws ExtractionException, IOException {
    String extension = DocumentReader.extension(job.name());
    long nanosLeft = options.timeLimit().toNanos();
    for (int attempt = 1; ; attempt++) {
      WorkerProcess child = ready();
      long start = System.nanoTime();
      Deadline deadline = new Deadline(child, nanosLeft, watchdog);
      try {
        ExtractedDocument document = child.read(job.file(), extension);
        deadline.met();
        return document;
      } catch (DocumentException e) {
        deadline.met();
        throw new ExtractionException(job.name(), e.reason(), String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        boolean late = !deadline.met();
        boolean memory = !late && child.ranOutOfMemory();
        String exit = child.exit();
        discard();
        nanosLeft -= System.nanoTime() - start;
        if (ending) {
          throw new IllegalStateException("the extractor is closed", e);
        }
        if (late || nanosLeft <= 0) {
          throw new ExtractionException(
              job.name(), FailureReason.TIMEOUT, "not read within " + options.timeLimit(), e);
        }
        if (attempt == 2 || (memory && child.wasFresh())) {
          throw died(job, memory, exit, e);
        }
      }
    }
  }

  private ExtractionException died(Job job, boolean memory, String exit, IOException e) {
    return memory
        ? new ExtractionException(
            job.name(),
            FailureReason.MEMORY,
            "more than " + options.heapMegabytes() + " MB are needed to read it",
            e)
        : new ExtractionException(
            job.name(), FailureReason.MALFORMED, "its parser died over it twice (" + exit + ")", e);
  }

  /** The child, a new one if need be. */
  private WorkerProcess ready() throws IOException {
    WorkerProcess current = process;
    if (current != null && current.isAlive() && !current.isWorn()) {
      return current;
    }
    discard();
    WorkerProcess fresh = WorkerProcess.start(folders.next(), options, archive);
    process = fresh;
    if (ending) {
      // It was not there yet when the pool killed all children.
      fresh.kill();
    }
    Deadline deadline = new Deadline(fresh, START_LIMIT.toNanos(), watchdog);
    try {
      fresh.awaitReady();
    } finally {
      deadline.met();
    }
    return fresh;
  }

  private void discard() {
    WorkerProcess current = process;
    process = null;
    if (current != null) {
      current.discard();
    }
  }

  /** Kills a child unless it is met in time; exactly one of the two happens. */
  private static final class Deadline {
    private final AtomicBoolean over = new AtomicBoolean();
    private final ScheduledFuture<?> killing;

    Deadline(WorkerProcess child, long nanos, ScheduledExecutorService watchdog) {
      killing =
          watchdog.schedule(
              () -> {
                if (over.compareAndSet(false, true)) {
                  child.kill();
                }
              },
              nanos,
              TimeUnit.NANOSECONDS);
    }

    /** Whether the child was in time. A second call says the same as the first would have not. */
    boolean met() {
      killing.cancel(false);
      return over.compareAndSet(false, true);
    }
  }
}
