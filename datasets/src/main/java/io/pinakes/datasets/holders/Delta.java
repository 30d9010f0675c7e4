package io.pinakes.datasets.holders;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What changes from the version that a dataset is at to another, by chunk: kept in a table, so that
 * its size is no matter of memory.
 *
 * <pre>
 * delta   dataset | chunk digest | document digest   → '+' or '-'
 * </pre>
 *
 * The table belongs to one change at a time; making a delta empties it.
 */
public final class Delta {
  private static final byte[] ADDED = {'+'};
  private static final byte[] REMOVED = {'-'};
  private static final int DATASET_BYTES = 4;
  private static final int DIGEST_BYTES = 32;

  private final Store store;
  private final DatasetRecord dataset;
  private final Holders holders;
  private final Table delta;
  private final List<DocumentEntry> lost = new ArrayList<>();
  private long documents;
  private long bytes;

  private Delta(Store store, DatasetRecord dataset, Holders holders) {
    this.store = store;
    this.dataset = dataset;
    this.holders = holders;
    this.delta = store.table("delta");
  }

  /** Takes chunks that some document gains or loses. */
  public interface Visitor {
    /** A chunk that no document held before, and some document holds now. */
    void added(Cid chunk) throws IOException;

    /** A chunk that some document held before, and none holds now. */
    void removed(Cid chunk) throws IOException;

    /** A chunk that was held before and is held now, by other documents. */
    void relinked(Cid chunk) throws IOException;
  }

  /**
   * Compares document maps.
   *
   * @param before the map of the version that the holders are of; empty if there is no version
   * @param blocks where both maps are
   */
  public static Delta between(
      Store store,
      DatasetRecord dataset,
      Holders holders,
      Optional<Cid> before,
      Cid after,
      BlockReader blocks)
      throws IOException {
    Delta delta = new Delta(store, dataset, holders);
    delta.clear();
    StoreBatches batches = new StoreBatches(store::batch);
    BlockReader withEmpty = new OnlyEmptyMap(blocks);
    DocumentMap.at(withEmpty, before.orElse(OnlyEmptyMap.ROOT))
        .diff(
            DocumentMap.at(blocks, after),
            (old, fresh) -> {
              if (old.isPresent()) {
                delta.lose(batches, blocks, old.get());
              }
              if (fresh.isPresent()) {
                delta.gain(batches, blocks, fresh.get());
              }
            });
    batches.flush();
    return delta;
  }

  private void gain(StoreBatches batches, BlockReader blocks, DocumentEntry entry)
      throws IOException {
    Document document = DocumentReader.document(blocks, entry.document());
    documents++;
    bytes += document.size();
    document
        .chunks()
        .forEach(blocks, ref -> batches.put(delta, key(ref.chunk(), entry.document()), ADDED));
  }

  /** A document that goes may be lost: it goes all the same, and the rows say what it held. */
  private void lose(StoreBatches batches, BlockReader blocks, DocumentEntry entry)
      throws IOException {
    documents--;
    try {
      Document document = DocumentReader.document(blocks, entry.document());
      document
          .chunks()
          .forEach(blocks, ref -> batches.put(delta, key(ref.chunk(), entry.document()), REMOVED));
      bytes -= document.size();
    } catch (MissingBlockException | DamagedBlockException e) {
      lost.add(entry);
      holders.chunksOf(
          dataset,
          entry.document(),
          chunk -> {
            batches.put(delta, key(chunk, entry.document()), REMOVED);
            return true;
          });
    }
  }

  private byte[] key(Cid chunk, Cid document) {
    return Keys.of(dataset.number(), chunk.hash().digest(), document.hash().digest());
  }

  /** The documents that go and cannot be read, whose bytes are not in the statistics. */
  public List<DocumentEntry> lost() {
    return List.copyOf(lost);
  }

  /**
   * The statistics after the change, but for the chunks, which {@link #visit} counts.
   *
   * @param lostBytes how many bytes {@link #lost} have
   */
  public Stats apply(Stats before, long addedChunks, long removedChunks, long lostBytes) {
    return new Stats(
        before.documents() + documents,
        before.chunks() + addedChunks - removedChunks,
        Math.max(0, before.bytes() + bytes - lostBytes));
  }

  /** Visits the chunks that change, sorted by their digests. */
  public void visit(Visitor visitor) throws IOException {
    Group group = new Group(visitor);
    delta.scan(
        Keys.dataset(dataset.number()),
        (key, value) -> {
          group.take(Arrays.copyOfRange(key, DATASET_BYTES, DATASET_BYTES + DIGEST_BYTES), value);
          return true;
        });
    group.end();
  }

  /** Visits every chunk that any document gains or loses, sorted by its digest. */
  public void touched(Holders.ChunkVisitor visitor) throws IOException {
    byte[][] before = {new byte[0]};
    delta.scan(
        Keys.dataset(dataset.number()),
        (key, value) -> {
          byte[] digest = Arrays.copyOfRange(key, DATASET_BYTES, DATASET_BYTES + DIGEST_BYTES);
          if (Arrays.equals(digest, before[0])) {
            return true;
          }
          before[0] = digest;
          return visitor.visit(Holders.chunkOf(digest));
        });
  }

  /** Whether some document holds the chunk after the change. */
  public boolean heldAfter(Cid chunk) throws IOException {
    boolean[] held = {false};
    delta.scan(
        Keys.of(dataset.number(), chunk.hash().digest()),
        (key, value) -> {
          held[0] = Arrays.equals(value, ADDED);
          return !held[0];
        });
    return held[0] || heldByKept(chunk);
  }

  /** Whether a document that held the chunk before still does. */
  private boolean heldByKept(Cid chunk) throws IOException {
    boolean[] kept = {false};
    holders.of(
        dataset,
        chunk,
        document -> {
          Optional<byte[]> change = delta.get(key(chunk, document));
          kept[0] = change.isEmpty() || Arrays.equals(change.get(), ADDED);
          return !kept[0];
        });
    return kept[0];
  }

  /** Forgets the rows. */
  public void clear() throws IOException {
    StoreBatches batches = new StoreBatches(store::batch);
    batches.deleteRange(delta, Keys.dataset(dataset.number()), Keys.behind(dataset.number()));
    batches.flush();
  }

  /** Rows of one chunk, which follow one another. */
  private final class Group {
    private final Visitor visitor;
    private byte[] digest = {};
    private boolean anyAdded;

    Group(Visitor visitor) {
      this.visitor = visitor;
    }

    void take(byte[] next, byte[] change) throws IOException {
      if (!Arrays.equals(next, digest)) {
        end();
        digest = next;
        anyAdded = false;
      }
      anyAdded |= Arrays.equals(change, ADDED);
    }

    void end() throws IOException {
      if (digest.length == 0) {
        return;
      }
      Cid chunk = Holders.chunkOf(digest);
      boolean before = holders.any(dataset, chunk);
      boolean after = anyAdded || heldByKept(chunk);
      if (!before && after) {
        visitor.added(chunk);
      } else if (before && !after) {
        visitor.removed(chunk);
      } else if (before) {
        visitor.relinked(chunk);
      }
    }
  }
}
