package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.version.BlockWriter;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes down, on one thread, what the other stages give: vectors as they come, documents when all
 * their chunks have vectors, rows of files. Whatever came within a fortieth of a second is one
 * synced batch, so a run that is killed embeds again no more than the texts of that time.
 *
 * <p>Each batch has a lease of its own: the pending rows in it root its documents.
 */
final class Stager implements Runnable {
  private static final int MAX_ITEMS = 256;
  private static final int MAX_TEXTS = Pipeline.UNSYNCED / 2;
  private static final long LINGER_NANOS = 25_000_000L;

  private final Store store;
  private final Setup setup;
  private final Ledger ledger;
  private final StagedVectors vectors;
  private final DocumentWriter documents;
  private final BlockingQueue<Staged> queue;
  private final InFlight inFlight;
  private final Flow flow;
  private final Reporter reporter;
  private final CpuClock cpu;
  private final Runnable synced;
  private final Consumer<DocumentJob> finished;
  private final List<DocumentJob> whole = new ArrayList<>();
  private volatile boolean closing;

  Stager(
      Store store,
      Setup setup,
      BlockingQueue<Staged> queue,
      InFlight inFlight,
      Flow flow,
      Reporter reporter,
      CpuClock cpu,
      Runnable synced,
      Consumer<DocumentJob> finished) {
    this.store = store;
    this.setup = setup;
    this.ledger = new Ledger(store);
    this.vectors = new StagedVectors(store);
    this.documents = new DocumentWriter(setup.dataset().keepFiles());
    this.queue = queue;
    this.inFlight = inFlight;
    this.flow = flow;
    this.reporter = reporter;
    this.cpu = cpu;
    this.synced = synced;
    this.finished = finished;
  }

  /** Nothing more will come: what has come is written, then the thread ends. */
  void close() {
    closing = true;
  }

  @Override
  public void run() {
    try {
      while (!flow.hasFailed()) {
        List<Staged> group = collect();
        if (!group.isEmpty()) {
          commit(group);
        } else if (closing && queue.isEmpty()) {
          return;
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      flow.fail(e);
    } finally {
      cpu.threadEnds(Stage.STAGE);
    }
  }

  private List<Staged> collect() {
    List<Staged> group = new ArrayList<>();
    whole.forEach(job -> group.add(new Staged.Whole(job)));
    whole.clear();
    Staged first = group.isEmpty() ? Flow.poll(queue) : queue.poll();
    if (first != null) {
      group.add(first);
    }
    if (!group.isEmpty()) {
      linger(group);
    }
    return group;
  }

  private void linger(List<Staged> group) {
    long until = System.nanoTime() + LINGER_NANOS;
    int texts = 0;
    try {
      while (group.size() < MAX_ITEMS && texts < MAX_TEXTS) {
        long left = closing ? 0 : until - System.nanoTime();
        Staged next = left > 0 ? queue.poll(left, TimeUnit.NANOSECONDS) : queue.poll();
        if (next == null) {
          return;
        }
        group.add(next);
        texts += next instanceof Staged.Vector ? 1 : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Staged> group) throws IOException {
    reporter.moved(Stage.STAGE);
    try (Lease lease = store.lease()) {
      BlockWriter blocks = new BlockWriter(store, lease);
      Batch batch = lease.batch();
      for (Staged item : group) {
        switch (item) {
          case Staged.Vector vector ->
              vectors.put(batch, setup.model(), vector.chunk(), vector.encoded());
          case Staged.Refused refused -> {
            // Nothing to write: its documents will say so.
          }
          case Staged.Whole done -> writeDocument(done.job(), blocks, batch);
          case Staged.Row row -> ledger.putPending(batch, setup.dataset(), row.path(), row.row());
          case Staged.Moved moved -> writeMoved(moved, blocks, batch);
          case Staged.Gone gone -> {
            // Nothing to write: what a walk finds missing, it takes out.
          }
        }
      }
      blocks.flush();
      batch.commit(Durability.SYNCED);
    }
    group.forEach(this::committed);
  }

  private void writeDocument(DocumentJob job, BlockWriter blocks, Batch batch) throws IOException {
    FileRow row;
    if (!job.refusal().isEmpty()) {
      row = failed(job, FailureReason.TOO_LARGE, job.refusal());
    } else {
      Optional<Cid> document = documents.write(job, blocks);
      row =
          document.isPresent()
              ? new FileRow(
                  job.stamp(),
                  job.observedNanos(),
                  Optional.of(job.sha256()),
                  setup.config(),
                  FileState.INDEXED,
                  "",
                  "",
                  document)
              : failed(job, FailureReason.UNREADABLE, "it changed while it was read");
    }
    ledger.putPending(batch, setup.dataset(), job.task().path(), row);
  }

  private FileRow failed(DocumentJob job, FailureReason reason, String detail) {
    return Rows.failed(
        job.stamp(),
        job.observedNanos(),
        setup.config(),
        reason,
        detail,
        job.task().known().flatMap(FileRow::document));
  }

  private void writeMoved(Staged.Moved moved, BlockWriter blocks, Batch batch) throws IOException {
    Block block = moved.document().toBlock();
    blocks.put(block);
    FileRow row = moved.row();
    ledger.putPending(
        batch,
        setup.dataset(),
        moved.path(),
        new FileRow(
            row.stamp(),
            row.observedNanos(),
            row.sha256(),
            row.config(),
            FileState.INDEXED,
            "",
            "",
            Optional.of(block.cid())));
  }

  private void committed(Staged item) {
    switch (item) {
      case Staged.Vector vector -> {
        synced.run();
        reporter.chunks.incrementAndGet();
        whole.addAll(inFlight.done(vector.chunk(), reporter.bytes::addAndGet));
      }
      case Staged.Refused refused -> {
        synced.run();
        whole.addAll(inFlight.refused(refused.chunk(), refused.why(), reporter.bytes::addAndGet));
      }
      case Staged.Whole done -> {
        boolean refused = !done.job().refusal().isEmpty();
        FileState state = refused ? FileState.FAILED : FileState.INDEXED;
        long left = done.job().stamp().size() - done.job().shared();
        fileIsDone(done.job().task().path(), state, left);
        finished.accept(done.job());
      }
      case Staged.Row row -> {
        if (row.row().state() == FileState.INDEXED) {
          reporter.indexedFiles.decrementAndGet();
          reporter.unchangedFiles.incrementAndGet();
        }
        fileIsDone(row.path(), row.row().state(), row.fileBytes());
      }
      case Staged.Moved moved -> fileIsDone(moved.path(), FileState.INDEXED, moved.fileBytes());
      case Staged.Gone gone -> fileIsDone(gone.path(), FileState.REMOVED, gone.fileBytes());
    }
  }

  private void fileIsDone(String path, FileState state, long bytes) {
    reporter.ended(path);
    reporter.files.incrementAndGet();
    reporter.bytes.addAndGet(bytes);
    if (state == FileState.FAILED) {
      reporter.failedFiles.incrementAndGet();
    } else if (state == FileState.INDEXED) {
      reporter.indexedFiles.incrementAndGet();
    }
    reporter.moved(Stage.STAGE);
  }
}
