package io.pinakes.datasets;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.KeyRing;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.ingest.Ingestor;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One home, opened: its datasets, and all that can be done with them.
 *
 * <p>Reading is open to any number of threads and processes. What changes a dataset is done by the
 * one process that holds the writer's lock, one job at a time: the lock {@code writing} orders
 * them.
 */
public final class Bank implements AutoCloseable {
  private final Home home;
  private final Store store;
  private final BankOptions options;
  private final Catalog catalog;
  private final KeyRing keys;
  private final Indexes indexes;
  private final VersionMaker versions;
  private final IndexFollower follower;
  private final Readers readers;
  private final ReentrantLock writing = new ReentrantLock();

  private Bank(Home home, Store store, BankOptions options) {
    this.home = home;
    this.store = store;
    this.options = options;
    this.catalog = new Catalog(store);
    this.keys = new KeyRing(home);
    this.indexes = new Indexes(home, store, options.parts().indexes());
    this.versions = new VersionMaker(store, catalog, keys, options.clock());
    this.follower = new IndexFollower(store, indexes);
    this.readers = new Readers(store, catalog, versions, indexes);
  }

  /**
   * Opens a home.
   *
   * @throws io.pinakes.datasets.home.HomeException if it is locked, missing, of a newer format, or
   *     cannot be written
   * @throws io.pinakes.ipfs.store.StoreException if its store cannot be opened
   */
  public static Bank open(Path root, BankOptions options) throws IOException {
    Path path = root.toAbsolutePath().normalize();
    Home home =
        options.readOnly()
            ? Home.openForReading(path)
            : Home.openForWriting(path, options.command());
    try {
      StoreOptions.Access access =
          options.readOnly() ? StoreOptions.Access.READ : StoreOptions.Access.WRITE;
      Store store =
          options.parts().openStore(home.store(), new StoreOptions(access, options.quotaBytes()));
      return new Bank(home, store, options);
    } catch (IOException | RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /** The directories of the home. */
  public Home home() {
    return home;
  }

  /** The store, for surfaces that serve blocks and for checks. */
  public Store store() {
    return store;
  }

  /** The models that the home can open. */
  public ModelSource models() {
    return options.parts().models(home.models());
  }

  /** All datasets, by name. */
  public List<DatasetInfo> datasets() throws IOException {
    List<DatasetInfo> all = new ArrayList<>();
    for (DatasetRecord dataset : catalog.list()) {
      all.add(readers.info(dataset, options.clock().instant()));
    }
    return all;
  }

  /**
   * A dataset.
   *
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   */
  public DatasetInfo dataset(String name) throws IOException {
    return readers.info(catalog.get(name), options.clock().instant());
  }

  /**
   * Opens the last complete version of a dataset; the caller closes it.
   *
   * @return empty if it has no version that can be searched yet
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   * @throws io.pinakes.vectorstore.IndexDamagedException if its index must be built anew
   */
  public Optional<DatasetReader> reader(String name) throws IOException {
    return readers.open(catalog.get(name));
  }

  /**
   * Makes a dataset with a key of its own.
   *
   * @param model the name of its embedding model
   * @throws IllegalArgumentException if there is one of that name, or the name is none
   */
  public DatasetInfo create(String name, String model) throws IOException {
    writing.lock();
    try {
      home.requireWritable();
      models().info(model);
      if (catalog.find(name).isPresent()) {
        throw new IllegalArgumentException("there is a dataset [" + name + "] already");
      }
      return readers.info(make(name, model), options.clock().instant());
    } finally {
      writing.unlock();
    }
  }

  private DatasetRecord make(String name, String model) throws IOException {
    DatasetNames.requireDataset(name);
    PrivateKey key;
    if (keys.has(name)) {
      // Written by a process that died before the record was.
      key = keys.get(name);
    } else {
      key = PrivateKey.generateEd25519(options.random());
      keys.add(name, key);
    }
    Batch batch = store.batch();
    DatasetRecord made = Ingestor.newRecord(catalog.nextNumber(batch), name, key, model);
    catalog.put(batch, made);
    batch.commit(Durability.SYNCED);
    return made;
  }

  /**
   * Ingests a folder, to the end or until it is cancelled.
   *
   * @throws IOException if the run as a whole failed; what was done is kept for the next one
   */
  public IngestReport ingest(
      IngestRequest request, ProgressListener listener, Cancellation cancellation)
      throws IOException {
    writing.lock();
    try {
      return new Ingestor(
              home,
              store,
              options.parts(),
              catalog,
              this::make,
              versions,
              follower,
              options.clock(),
              options.nanoTime())
          .run(request, listener, cancellation);
    } finally {
      writing.unlock();
    }
  }

  /** Ingests a folder to the end. */
  public IngestReport ingest(IngestRequest request, ProgressListener listener) throws IOException {
    return ingest(request, listener, new Cancellation());
  }

  /**
   * Brings the index of every dataset up to the version that the dataset is at: what is left to do
   * after a process that died between the two.
   */
  public void catchUp(ProgressListener listener) throws IOException {
    writing.lock();
    try {
      home.requireWritable();
      for (DatasetRecord dataset : catalog.list()) {
        Optional<Version> current = versions.current(dataset);
        if (current.isPresent()) {
          versions.catchUp(dataset);
          follower.follow(
              dataset,
              current.get(),
              stage -> listener.moved(io.pinakes.datasets.progress.Progress.of(stage)));
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Closes indexes and store, and lets go of the lock. */
  @Override
  public void close() throws IOException {
    writing.lock();
    try (home;
        store;
        indexes) {
      // Closed in the opposite order: the indexes first, the lock last.
    } finally {
      writing.unlock();
    }
  }
}
