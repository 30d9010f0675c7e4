package io.pinakes.datasets.ingest;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.VectorFinder;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.TooLongException;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The stages between the walk and the seal, with the queues that join them; see the package for who
 * runs what.
 */
final class Pipeline {
  /** Texts that wait for chunkers: each may be large, so few. */
  private static final int TEXTS = 4;

  /** Passages that wait for embedders, for each of them. */
  private static final int PASSAGES_AN_EMBEDDER = 4;

  private static final int STAGED = 256;

  /**
   * Texts at most that are being embedded, or were and are not synced: those that a kill costs,
   * however slow the disk is.
   */
  static final int UNSYNCED = 60;

  /** What documents in flight may hold, in bytes; a larger one goes alone. */
  private static final int BUDGET_BYTES = 128 << 20;

  private final Setup setup;
  private final Flow flow;
  private final Reporter reporter;
  private final CpuClock cpu;
  private final Warnings warnings;
  private final FileReading reading;
  private final VectorFinder finder;
  private final int cores;
  private final InFlight inFlight = new InFlight();
  private final Semaphore budget = new Semaphore(BUDGET_BYTES);
  private final Semaphore unsynced = new Semaphore(UNSYNCED);
  private final ConcurrentLinkedQueue<FileTask> tasks = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<FileReading.Outcome.Text> texts = new ArrayBlockingQueue<>(TEXTS);
  private final BlockingQueue<Waiting> passages;
  private final BlockingQueue<Staged> staged = new ArrayBlockingQueue<>(STAGED);
  private final Stager stager;
  private volatile boolean allRead;
  private volatile boolean allCut;

  /** A passage that waits for an embedder. */
  private record Waiting(Cid chunk, String text) {}

  Pipeline(
      Store store,
      Setup setup,
      Lease lease,
      InstantSource clock,
      boolean retryFailed,
      Flow flow,
      Reporter reporter,
      CpuClock cpu,
      Warnings warnings) {
    this.setup = setup;
    this.flow = flow;
    this.reporter = reporter;
    this.cpu = cpu;
    this.warnings = warnings;
    this.reading = new FileReading(store, setup, lease, clock, retryFailed);
    this.finder = new VectorFinder(store);
    this.cores = Runtime.getRuntime().availableProcessors();
    this.passages = new ArrayBlockingQueue<>(PASSAGES_AN_EMBEDDER * cores);
    this.stager =
        new Stager(
            store,
            setup,
            staged,
            inFlight,
            flow,
            reporter,
            cpu,
            unsynced::release,
            job -> budget.release(cost(job)));
  }

  /** Runs all tasks to their end, or until the run is stopped; throws what failed. */
  void run(List<FileTask> all) throws IOException {
    tasks.addAll(all);
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < Math.min(all.size(), cores + 2); i++) {
      readers.add(Thread.startVirtualThread(this::readAll));
    }
    List<Thread> cutters = platform("ingest-chunk-", Math.max(1, cores / 2), this::cutAll);
    List<Thread> embedders = platform("ingest-embed-", cores, this::embedAll);
    Thread writer = new Thread(stager, "ingest-stage");
    writer.start();
    joinReaders(readers);
    allRead = true;
    cutters.forEach(this::join);
    allCut = true;
    embedders.forEach(this::join);
    stager.close();
    join(writer);
    flow.throwFailure();
  }

  private static List<Thread> platform(String name, int count, Runnable work) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(new Thread(work, name + i));
    }
    threads.forEach(Thread::start);
    return threads;
  }

  /** Readers only wait, for files and child processes: they may be woken when the run stops. */
  private void joinReaders(List<Thread> readers) {
    for (Thread reader : readers) {
      boolean ended = false;
      while (!ended) {
        ended = joinAwhile(reader);
        reporter.tick();
        if (!ended && flow.stopping()) {
          reader.interrupt();
        }
      }
    }
  }

  private static boolean joinAwhile(Thread thread) {
    try {
      return thread.join(Duration.ofMillis(5));
    } catch (InterruptedException e) {
      throw new IllegalStateException("a run is stopped by its cancellation, not by interrupt", e);
    }
  }

  private void join(Thread thread) {
    boolean ended = false;
    while (!ended) {
      ended = joinAwhile(thread);
      reporter.tick();
    }
  }

  private void readAll() {
    try {
      for (FileTask task = tasks.poll(); task != null && !flow.stopping(); task = tasks.poll()) {
        reporter.begun(task.path());
        reporter.moved(Stage.EXTRACT);
        switch (reading.read(task)) {
          case FileReading.Outcome.Done done -> flow.put(staged, done.staged());
          case FileReading.Outcome.Text text -> {
            reserve(DocumentJob.weight(text.document()));
            flow.put(texts, text);
          }
        }
      }
    } catch (InterruptedException stopped) {
      // The run is stopping; the file stays for the next one.
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      if (!flow.stopping()) {
        flow.fail(e);
      }
    }
  }

  private void reserve(int bytes) throws InterruptedException {
    int wanted = Math.min(bytes, BUDGET_BYTES);
    while (!flow.stopping() && !budget.tryAcquire(wanted, 50, TimeUnit.MILLISECONDS)) {
      // Waits until documents before it are written down.
    }
  }

  private static int cost(DocumentJob job) {
    return Math.min(DocumentJob.weight(job.text()), BUDGET_BYTES);
  }

  private void cutAll() {
    try {
      while (!flow.stopping()) {
        boolean last = allRead;
        FileReading.Outcome.Text text = Flow.poll(texts);
        if (text != null) {
          cut(text);
        } else if (last) {
          return;
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      flow.fail(e);
    } finally {
      cpu.threadEnds(Stage.CHUNK);
    }
  }

  private void cut(FileReading.Outcome.Text text) throws IOException {
    reporter.moved(Stage.CHUNK);
    List<Passage> cut = setup.chunker().chunk(text.document());
    if (cut.isEmpty()) {
      budget.release(Math.min(DocumentJob.weight(text.document()), BUDGET_BYTES));
      flow.put(staged, withoutText(text));
      return;
    }
    warnings.language(text.document().language());
    List<Cid> chunks = new ArrayList<>(cut.size());
    cut.forEach(passage -> chunks.add(Cid.of(Multicodec.RAW, passage.chunk())));
    DocumentJob job =
        new DocumentJob(
            text.task(),
            text.stamp(),
            text.observedNanos(),
            text.sha256(),
            text.document(),
            cut,
            chunks);
    for (int i = 0; i < chunks.size() && !flow.stopping(); i++) {
      ask(job, chunks.get(i), cut.get(i));
    }
    if (job.oneIsThere()) {
      flow.put(staged, new Staged.Whole(job));
    }
  }

  private Staged withoutText(FileReading.Outcome.Text text) {
    return new Staged.Row(
        text.task().path(),
        Rows.failed(
            text.stamp(),
            text.observedNanos(),
            setup.config(),
            FailureReason.NO_TEXT,
            "it holds no text",
            text.task().known().flatMap(FileRow::document)),
        text.stamp().size());
  }

  /** Sees to it that a chunk gets a vector, unless it has one or somebody else does. */
  private void ask(DocumentJob job, Cid chunk, Passage passage) throws IOException {
    reporter.chunksTotal.incrementAndGet();
    job.expectOne();
    if (!inFlight.join(chunk, job)) {
      reporter.chunks.incrementAndGet();
      return;
    }
    if (finder.has(setup.model(), chunk)) {
      reporter.chunks.incrementAndGet();
      for (DocumentJob done : inFlight.done(chunk, reporter.bytes::addAndGet)) {
        flow.put(staged, new Staged.Whole(done));
      }
    } else {
      flow.put(passages, new Waiting(chunk, passage.text()));
    }
  }

  private void embedAll() {
    try {
      while (!flow.stopping()) {
        boolean last = allCut;
        Waiting waiting = Flow.poll(passages);
        if (waiting != null && roomForOne()) {
          embed(waiting);
        } else if (waiting == null && last) {
          return;
        }
      }
    } catch (RuntimeException | Error e) {
      flow.fail(e);
    } finally {
      cpu.threadEnds(Stage.EMBED);
    }
  }

  /** Waits until few enough texts are unsynced; false if the run stops before. */
  private boolean roomForOne() {
    try {
      while (!flow.stopping()) {
        if (unsynced.tryAcquire(50, TimeUnit.MILLISECONDS)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("embedders are never interrupted", e);
    }
  }

  private void embed(Waiting waiting) {
    reporter.moved(Stage.EMBED);
    Staged made;
    try {
      float[] vector = setup.embedder().embedPassage(waiting.text());
      reporter.embedded.incrementAndGet();
      made = new Staged.Vector(waiting.chunk(), HalfFloats.encode(vector));
    } catch (TooLongException e) {
      made = new Staged.Refused(waiting.chunk(), String.valueOf(e.getMessage()));
    }
    // Not given up when the run stops: what was embedded is written down.
    boolean taken = false;
    while (!taken && !flow.hasFailed()) {
      taken = offer(made);
    }
  }

  private boolean offer(Staged made) {
    try {
      return staged.offer(made, 50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("embedders are never interrupted", e);
    }
  }
}
