package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.extract.ExtractedDocument;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A document on its way: its passages, and how many of them still wait for a vector. */
final class DocumentJob {
  private final FileTask task;
  private final FileStamp stamp;
  private final long observedNanos;
  private final Multihash sha256;
  private final ExtractedDocument text;
  private final List<Passage> passages;
  private final List<Cid> chunks;

  /** Begins at one, for whoever hands out the chunks: so it cannot be done before all are out. */
  private final AtomicInteger waiting = new AtomicInteger(1);

  private final AtomicInteger shares = new AtomicInteger();
  private volatile String refusal = "";

  DocumentJob(
      FileTask task,
      FileStamp stamp,
      long observedNanos,
      Multihash sha256,
      ExtractedDocument text,
      List<Passage> passages,
      List<Cid> chunks) {
    this.task = task;
    this.stamp = stamp;
    this.observedNanos = observedNanos;
    this.sha256 = sha256;
    this.text = text;
    this.passages = passages;
    this.chunks = chunks;
  }

  FileTask task() {
    return task;
  }

  FileStamp stamp() {
    return stamp;
  }

  long observedNanos() {
    return observedNanos;
  }

  Multihash sha256() {
    return sha256;
  }

  ExtractedDocument text() {
    return text;
  }

  List<Passage> passages() {
    return passages;
  }

  /** The names of the passages' blocks, in their order. */
  List<Cid> chunks() {
    return chunks;
  }

  void expectOne() {
    waiting.incrementAndGet();
  }

  /** One thing that was waited for is there; returns whether it was the last. */
  boolean oneIsThere() {
    return waiting.decrementAndGet() == 0;
  }

  /** The bytes of the file that one more passage stands for. */
  long share() {
    int before = Math.min(shares.getAndIncrement(), chunks.size());
    return sharedBy(Math.min(before + 1, chunks.size())) - sharedBy(before);
  }

  /** The bytes of the file that were handed out as shares. */
  long shared() {
    return sharedBy(Math.min(shares.get(), chunks.size()));
  }

  private long sharedBy(int passages) {
    // As a fraction first: a product of the two could be too large.
    return (long) ((double) passages / chunks.size() * stamp.size());
  }

  /** A passage of it can have no vector. */
  void refuse(String why) {
    refusal = why;
  }

  /** Why it can have no vectors; empty if nothing was refused. */
  String refusal() {
    return refusal;
  }

  /** What the job holds in memory, about, in bytes. */
  static int weight(ExtractedDocument text) {
    // The text itself, its passages as bytes, and what stands around them.
    return Math.max(4_096, 4 * text.text().length());
  }
}
