package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of one build: Lucene's writer, made anew after each change that was given up.
 *
 * <p>Segments are merged by threads of Lucene's, at most {@link #MERGES} at once, and the graph of
 * each by a pool as wide as the cores. {@link #put} and {@link #remove} may be called from several
 * threads; all else is called under the index' lock.
 */
final class BuildWriter {
  private static final int MERGES = 4;

  /** Merges that may wait before putting has to. */
  private static final int PENDING_MERGES = 4;

  /** Few segments, because a short-lived process searches them one after the other. */
  private static final int SEGMENTS_A_TIER = 4;

  private final Directory directory;
  private final LuceneOptions options;
  private final ExecutorService graphBuilders;
  private final AtomicReference<Throwable> failedMerge = new AtomicReference<>();
  private @Nullable ConcurrentMergeScheduler merges;
  private volatile @Nullable IndexWriter writer;

  BuildWriter(Directory directory, LuceneOptions options) {
    this.directory = directory;
    this.options = options;
    AtomicInteger number = new AtomicInteger();
    this.graphBuilders =
        Executors.newFixedThreadPool(
            options.shape().mergeWorkers(),
            task -> daemon(task, "pinakes-graph-" + number.incrementAndGet()));
  }

  /** Makes sure that there is a writer. */
  void open() throws IOException {
    IndexWriter known = writer;
    if (known != null && known.isOpen()) {
      return;
    }
    ConcurrentMergeScheduler scheduler =
        new ConcurrentMergeScheduler() {
          @Override
          protected void handleMergeException(Throwable failure) {
            // Not lost: Lucene tries the merge again, and the next commit tells.
            failedMerge.set(failure);
          }
        };
    int merging = Math.min(MERGES, options.shape().mergeWorkers());
    scheduler.setMaxMergesAndThreads(merging + PENDING_MERGES, merging);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND)
            .setCommitOnClose(false)
            .setCodec(VectorCodec.of(options.shape(), graphBuilders))
            .setRAMBufferSizeMB(options.bufferMib())
            .setMergeScheduler(scheduler)
            .setMergePolicy(
                new GraphMergePolicy(
                    new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_A_TIER),
                    options.shape().graphFrom()))
            // A commit is for what was put; tidying goes on behind it.
            .setMaxFullFlushMergeWaitMillis(0);
    writer = new IndexWriter(directory, config);
    merges = scheduler;
  }

  void put(Term id, Document document) throws IOException {
    try {
      require().updateDocument(id, document);
    } catch (AlreadyClosedException e) {
      throw failure(e);
    }
  }

  void remove(Term id) throws IOException {
    try {
      require().deleteDocuments(id);
    } catch (AlreadyClosedException e) {
      throw failure(e);
    }
  }

  void commit(CommitData data) throws IOException {
    try {
      IndexWriter open = require();
      open.setLiveCommitData(data.asMap().entrySet());
      open.commit();
    } catch (AlreadyClosedException e) {
      throw failure(e);
    }
  }

  /** Forgets what was put since the last commit. */
  void discard() throws IOException {
    IndexWriter known = writer;
    writer = null;
    if (known != null) {
      known.rollback();
    }
  }

  /** Merges into as few segments as asked and commits them under the same data. */
  void mergeTo(int segments) throws IOException {
    open();
    IndexWriter open = require();
    open.forceMerge(segments);
    if (open.hasUncommittedChanges()) {
      open.commit();
    }
  }

  /** Ends. Waits for merges that are under way, unless something uncommitted is to be forgotten. */
  void close(boolean finishMerges, Duration wait) throws IOException {
    try {
      IndexWriter known = writer;
      ConcurrentMergeScheduler scheduler = merges;
      if (finishMerges && known != null && scheduler != null && known.isOpen()) {
        Thread waiting = daemon(scheduler::sync, "pinakes-merge-wait");
        waiting.start();
        if (waiting.join(wait) && known.isOpen() && known.hasUncommittedChanges()) {
          known.commit();
        }
      }
    } catch (InterruptedException e) {
      // The merged segments are lost, and nothing else.
      Thread.currentThread().interrupt();
    } finally {
      try {
        discard();
      } finally {
        graphBuilders.shutdownNow();
      }
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private IndexWriter require() throws IOException {
    IndexWriter known = writer;
    if (known == null) {
      throw new IOException("the index is not open for writing");
    }
    return known;
  }

  /** Lucene closes its writer on what it cannot recover from, and keeps the reason. */
  private IOException failure(AlreadyClosedException e) {
    IndexWriter known = writer;
    Throwable reason = known == null ? null : known.getTragicException();
    IOException failure =
        new IOException(
            "writing the index failed"
                + (reason == null ? "" : ": " + reason.getMessage())
                + "; its last commit is intact",
            reason == null ? e : reason);
    Throwable merge = failedMerge.get();
    if (merge != null) {
      failure.addSuppressed(merge);
    }
    return failure;
  }
}
