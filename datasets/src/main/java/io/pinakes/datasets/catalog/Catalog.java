package io.pinakes.datasets.catalog;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of datasets, heads and kept versions.
 *
 * <pre>
 * datasets  name                      → {@link DatasetRecord}
 * counters  "dataset"                 → the last number given, 4 bytes
 * heads     dataset                   → {@link HeadRecord}
 * manifests dataset                   → the newest manifest's block once more, to mend it with
 * versions  dataset | version | CID   → {@link VersionRecord}
 * </pre>
 */
public final class Catalog {
  private static final byte[] COUNTER = "dataset".getBytes(StandardCharsets.US_ASCII);

  private final Table datasets;
  private final Table counters;
  private final Table heads;
  private final Table manifests;
  private final Table versions;

  /** The catalog in a store. */
  public Catalog(Store store) {
    this.datasets = store.table("datasets");
    this.counters = store.table("counters");
    this.heads = store.table("heads");
    this.manifests = store.table("manifests");
    this.versions = store.table("versions");
  }

  /** All datasets, by name. */
  public List<DatasetRecord> list() throws IOException {
    List<DatasetRecord> all = new ArrayList<>();
    datasets.scan(
        new byte[0],
        (key, value) -> {
          all.add(CatalogRecords.dataset(key, value));
          return true;
        });
    return all;
  }

  /** Those of the datasets whose records can be read, by name. */
  public List<DatasetRecord> readable() throws IOException {
    List<DatasetRecord> all = new ArrayList<>();
    datasets.scan(
        new byte[0],
        (key, value) -> {
          if (CatalogRecords.isReadable(() -> CatalogRecords.dataset(key, value))) {
            all.add(DatasetRecord.decode(value));
          }
          return true;
        });
    return all;
  }

  /** The records of datasets, heads and versions that are none, in words. */
  public List<String> unreadable() throws IOException {
    List<String> names = new ArrayList<>();
    unreadable((table, name, key) -> names.add(name));
    return names;
  }

  /** Takes those out that {@link #unreadable} names. */
  public List<String> dropUnreadable(Batch batch) throws IOException {
    List<String> names = new ArrayList<>();
    unreadable(
        (table, name, key) -> {
          batch.delete(table, key);
          names.add(name);
        });
    return names;
  }

  private interface Unreadable {
    void found(Table table, String name, byte[] key);
  }

  private void unreadable(Unreadable taker) throws IOException {
    unreadable(datasets, "datasets", CatalogRecords::dataset, taker);
    unreadable(heads, "heads", CatalogRecords::head, taker);
    unreadable(versions, "versions", CatalogRecords::version, taker);
    unreadable(counters, "counters", CatalogRecords::counter, taker);
  }

  private static void unreadable(
      Table table, String space, CatalogRecords.Decoder<?> decoder, Unreadable taker)
      throws IOException {
    table.scan(
        new byte[0],
        (key, value) -> {
          if (!CatalogRecords.isReadable(() -> decoder.decode(key, value))) {
            taker.found(table, CatalogRecords.name(space, key), key);
          }
          return true;
        });
  }

  /** The dataset of that name. */
  public Optional<DatasetRecord> find(String name) throws IOException {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    Optional<byte[]> value = datasets.get(key);
    return value.isPresent()
        ? Optional.of(CatalogRecords.dataset(key, value.get()))
        : Optional.empty();
  }

  /**
   * The dataset of that name.
   *
   * @throws UnknownDatasetException if there is none
   */
  public DatasetRecord get(String name) throws IOException {
    Optional<DatasetRecord> found = find(name);
    if (found.isEmpty()) {
      throw new UnknownDatasetException(name, list().stream().map(DatasetRecord::name).toList());
    }
    return found.get();
  }

  /** The number for the next dataset; the batch takes it. */
  public int nextNumber(Batch batch) throws IOException {
    int next = counters.get(COUNTER).map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(0) + 1;
    for (DatasetRecord dataset : readable()) {
      // A damaged store may have lost the counter.
      next = Math.max(next, dataset.number() + 1);
    }
    batch.put(counters, COUNTER, ByteBuffer.allocate(4).putInt(next).array());
    return next;
  }

  /** Adds or replaces a dataset. */
  public void put(Batch batch, DatasetRecord dataset) {
    batch.put(datasets, dataset.name().getBytes(StandardCharsets.UTF_8), dataset.encode());
  }

  /** Where a dataset is; empty if it never had a version. */
  public Optional<HeadRecord> head(DatasetRecord dataset) throws IOException {
    byte[] key = Keys.dataset(dataset.number());
    Optional<byte[]> value = heads.get(key);
    return value.isPresent()
        ? Optional.of(CatalogRecords.head(key, value.get()))
        : Optional.empty();
  }

  /** Moves a dataset's head and keeps the version, in one batch with whatever else is in it. */
  public void moveHead(Batch batch, DatasetRecord dataset, HeadRecord head, Manifest manifest) {
    byte[] key = Keys.dataset(dataset.number());
    batch.put(heads, key, head.encode());
    copyManifest(batch, dataset, manifest);
    VersionRecord record = new VersionRecord(manifest.version(), head.manifest());
    batch.put(versions, versionKey(dataset, record), record.encode());
  }

  /** The newest manifest once more: what its block must be. */
  public Optional<Block> manifestCopy(DatasetRecord dataset) throws IOException {
    Optional<byte[]> copy = manifests.get(Keys.dataset(dataset.number()));
    return copy.map(bytes -> Block.of(Multicodec.DAG_CBOR, bytes));
  }

  /** Writes the newest manifest once more, where that is lost. */
  public void copyManifest(Batch batch, DatasetRecord dataset, Manifest manifest) {
    batch.put(manifests, Keys.dataset(dataset.number()), manifest.toBlock().bytes());
  }

  /** The versions that are kept, oldest first. */
  public List<VersionRecord> versions(DatasetRecord dataset) throws IOException {
    List<VersionRecord> kept = new ArrayList<>();
    versions.scan(
        Keys.dataset(dataset.number()),
        (key, value) -> {
          kept.add(CatalogRecords.version(key, value));
          return true;
        });
    return kept;
  }

  /** Stops keeping a version. */
  public void dropVersion(Batch batch, DatasetRecord dataset, VersionRecord version) {
    batch.delete(versions, versionKey(dataset, version));
  }

  /** Takes a dataset, its head and its versions out of the catalog. */
  public void remove(Batch batch, DatasetRecord dataset) {
    int number = dataset.number();
    batch.delete(datasets, dataset.name().getBytes(StandardCharsets.UTF_8));
    batch.delete(heads, Keys.dataset(number));
    batch.delete(manifests, Keys.dataset(number));
    batch.deleteRange(versions, Keys.dataset(number), Keys.behind(number));
  }

  private static byte[] versionKey(DatasetRecord dataset, VersionRecord version) {
    return Keys.of(dataset.number(), Keys.number(version.version()), version.manifest().toBytes());
  }
}
