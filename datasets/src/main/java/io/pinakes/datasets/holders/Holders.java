package io.pinakes.datasets.holders;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The documents of each chunk, in the version that a dataset is at.
 *
 * <pre>
 * holders   dataset | chunk digest | document digest   → nothing
 * followed  dataset                                    → the manifest that the rows are of
 * </pre>
 *
 * Bringing the rows up to a manifest is a matter of putting and deleting keys, so a run that was
 * killed in the middle is simply done again.
 */
public final class Holders {
  private static final int DIGEST_BYTES = 32;
  private static final int DATASET_BYTES = 4;

  private final Store store;
  private final Table holders;
  private final Table followed;

  /** Takes the documents of a chunk. */
  @FunctionalInterface
  public interface Visitor {
    /** Looks at a document; false ends the visit. */
    boolean visit(Cid document) throws IOException;
  }

  /** The table in a store. */
  public Holders(Store store) {
    this.store = store;
    this.holders = store.table("holders");
    this.followed = store.table("followed");
  }

  /** Visits the documents that hold a chunk, sorted by their digests. */
  public void of(DatasetRecord dataset, Cid chunk, Visitor visitor) throws IOException {
    holders.scan(
        Keys.of(dataset.number(), chunk.hash().digest()),
        (key, value) -> visitor.visit(documentOf(key)));
  }

  /** Whether any document holds a chunk. */
  public boolean any(DatasetRecord dataset, Cid chunk) throws IOException {
    boolean[] any = {false};
    of(
        dataset,
        chunk,
        document -> {
          any[0] = true;
          return false;
        });
    return any[0];
  }

  /** Visits each chunk that any document holds, sorted by its digest. */
  public void chunks(DatasetRecord dataset, ChunkVisitor visitor) throws IOException {
    byte[][] before = {new byte[0]};
    holders.scan(
        Keys.dataset(dataset.number()),
        (key, value) -> {
          byte[] digest = Arrays.copyOfRange(key, DATASET_BYTES, DATASET_BYTES + DIGEST_BYTES);
          if (Arrays.equals(digest, before[0])) {
            return true;
          }
          before[0] = digest;
          return visitor.visit(chunkOf(digest));
        });
  }

  /** Visits the chunks that a document holds by the rows, of which it reads every one. */
  void chunksOf(DatasetRecord dataset, Cid document, ChunkVisitor visitor) throws IOException {
    holders.scan(
        Keys.dataset(dataset.number()),
        (key, value) -> {
          byte[] digest = Arrays.copyOfRange(key, DATASET_BYTES, DATASET_BYTES + DIGEST_BYTES);
          return !documentOf(key).hash().equals(document.hash()) || visitor.visit(chunkOf(digest));
        });
  }

  /** Takes chunks one by one. */
  @FunctionalInterface
  public interface ChunkVisitor {
    /** Looks at a chunk; false ends the visit. */
    boolean visit(Cid chunk) throws IOException;
  }

  /** The manifest that the rows are of; empty if there are none. */
  public Optional<Cid> followed(DatasetRecord dataset) throws IOException {
    return followed.get(Keys.dataset(dataset.number())).map(Cid::fromBytes);
  }

  /** Brings the rows up to a manifest, by walking what differs from the one that they are of. */
  public void follow(DatasetRecord dataset, Cid manifestCid, Manifest manifest) throws IOException {
    Optional<Cid> from = followed(dataset);
    if (from.equals(Optional.of(manifestCid))) {
      return;
    }
    BlockReader blocks = store.blocks();
    if (from.isPresent() && !blocks.has(from.get())) {
      forget(dataset);
      from = Optional.empty();
    }
    StoreBatches batches = new StoreBatches(store::batch);
    SearchTree<DocumentEntry> after = DocumentMap.at(blocks, manifest.documents());
    SearchTree<DocumentEntry> before =
        from.isPresent()
            ? DocumentMap.at(blocks, DocumentReader.manifest(blocks, from.get()).documents())
            : DocumentMap.at(new OnlyEmptyMap(blocks), OnlyEmptyMap.ROOT);
    before.diff(
        after,
        (old, fresh) -> {
          if (old.isPresent()) {
            release(batches, dataset, old.get());
          }
          if (fresh.isPresent()) {
            forEachKey(dataset, fresh.get(), key -> batches.put(holders, key, new byte[0]));
          }
        });
    batches.put(followed, Keys.dataset(dataset.number()), manifestCid.toBytes());
    batches.flush();
  }

  /** A document that is gone may be lost as well; then the rows are looked through. */
  private void release(StoreBatches batches, DatasetRecord dataset, DocumentEntry old)
      throws IOException {
    try {
      forEachKey(dataset, old, key -> batches.delete(holders, key));
    } catch (MissingBlockException | DamagedBlockException e) {
      byte[] document = old.document().hash().digest();
      chunksOf(
          dataset,
          old.document(),
          chunk -> {
            batches.delete(holders, Keys.of(dataset.number(), chunk.hash().digest(), document));
            return true;
          });
    }
  }

  private interface KeyUse {
    void use(byte[] key) throws IOException;
  }

  private void forEachKey(DatasetRecord dataset, DocumentEntry entry, KeyUse use)
      throws IOException {
    byte[] document = entry.document().hash().digest();
    DocumentReader.document(store.blocks(), entry.document())
        .chunks()
        .forEach(
            store.blocks(),
            ref -> use.use(Keys.of(dataset.number(), ref.chunk().hash().digest(), document)));
  }

  /** Forgets all rows of a dataset; the next {@link #follow} makes them anew. */
  public void forget(DatasetRecord dataset) throws IOException {
    Batch batch = store.batch();
    remove(batch, dataset);
    batch.commit(io.pinakes.ipfs.store.Durability.BUFFERED);
  }

  /** Takes all rows of a dataset out, with the batch. */
  public void remove(Batch batch, DatasetRecord dataset) {
    int number = dataset.number();
    batch.delete(followed, Keys.dataset(number));
    batch.deleteRange(holders, Keys.dataset(number), Keys.behind(number));
  }

  static Cid chunkOf(byte[] digest) {
    return Cid.v1(Multicodec.RAW, Multihash.of(Multihash.SHA2_256, digest));
  }

  private static Cid documentOf(byte[] key) {
    byte[] digest = Arrays.copyOfRange(key, DATASET_BYTES + DIGEST_BYTES, key.length);
    return Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multihash.SHA2_256, digest));
  }
}
