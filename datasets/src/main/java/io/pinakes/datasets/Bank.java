package io.pinakes.datasets;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.car.CarExport;
import io.pinakes.datasets.car.CarImport;
import io.pinakes.datasets.car.DatasetPull;
import io.pinakes.datasets.car.ExportReport;
import io.pinakes.datasets.car.ImportException;
import io.pinakes.datasets.car.ImportReport;
import io.pinakes.datasets.car.PullListener;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.KeyLostException;
import io.pinakes.datasets.doctor.Checkup;
import io.pinakes.datasets.doctor.HealthReport;
import io.pinakes.datasets.doctor.PinCheck;
import io.pinakes.datasets.doctor.PinReport;
import io.pinakes.datasets.doctor.Repair;
import io.pinakes.datasets.doctor.VectorRepair;
import io.pinakes.datasets.garbage.Housekeeping;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.FolderEvents;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.ingest.IngestSession;
import io.pinakes.datasets.ingest.Ingestor;
import io.pinakes.datasets.ingest.Watch;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ipfs.archive.OutputFile;
import io.pinakes.ipfs.fetch.Remote;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.ipfs.visibility.VisibilityCheck;
import io.pinakes.ipfs.visibility.VisibilityReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One home, opened: its datasets, and all that can be done with them.
 *
 * <p>Reading is open to any number of threads and processes. What changes a dataset is done by the
 * one process that holds the writer's lock, one job at a time: the lock {@code writing} orders
 * them.
 */
public final class Bank implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bank.class);

  private final Workbench bench;
  private final Readers readers;
  private final History history;

  private Bank(Workbench bench) {
    this.bench = bench;
    this.readers = new Readers(bench);
    this.history = new History(bench);
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
            : options.repairs()
                ? Home.openForRepair(path, options.command())
                : Home.openForWriting(path, options.command());
    try {
      Store store =
          options
              .parts()
              .openStore(home.store(), new StoreOptions(options.access(), options.quotaBytes()));
      return opened(Workbench.of(home, store, options));
    } catch (IOException | RuntimeException e) {
      home.abandon();
      home.close();
      throw e;
    }
  }

  /** A repair looks at what is public itself, when it has mended what it needs for that. */
  private static Bank opened(Workbench bench) throws IOException {
    boolean writes = !bench.options().readOnly() && !bench.options().repairs();
    try {
      if (writes) {
        bench.publisher().finish();
      }
      return new Bank(bench);
    } catch (IOException | RuntimeException e) {
      try (Store store = bench.store()) {
        LOG.debug("closing [{}]", store);
      }
      throw e;
    }
  }

  /**
   * Writes the file again that says of which format the home is, if it is lost: that the catalogue
   * can be read in a store of this version shows that it is of the format that this one writes.
   *
   * @return what was made good, in words; empty if nothing was to be
   */
  public Optional<String> repairFormat() throws IOException {
    if (bench.home().lacksFormat()) {
      bench.catalog().list();
    }
    return bench.home().restoreFormat()
        ? Optional.of("the home's file [format], by what else is in the home")
        : Optional.empty();
  }

  /** The directories of the home. */
  public Home home() {
    return bench.home();
  }

  /** The store, for surfaces that serve blocks and for checks. */
  public Store store() {
    return bench.store();
  }

  /** The models that the home can open. */
  public ModelSource models() {
    return bench.models();
  }

  /** All datasets, by name. */
  public List<DatasetInfo> datasets() throws IOException {
    return readers.list();
  }

  /**
   * A dataset.
   *
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   */
  public DatasetInfo dataset(String name) throws IOException {
    return readers.info(bench.catalog().get(name));
  }

  /** The names of all datasets, which are known though blocks of them may be damaged. */
  public List<String> datasetNames() throws IOException {
    return bench.catalog().readable().stream().map(DatasetRecord::name).toList();
  }

  /** The records of the catalogue that are none, in words: what a damaged store has lost. */
  public List<String> unreadableRecords() throws IOException {
    return bench.catalog().unreadable();
  }

  /**
   * Takes the records out of the catalogue that are none, so that all others can be worked with.
   *
   * @return what was taken out, in words
   */
  public List<String> dropUnreadableRecords() throws IOException {
    return bench.change(
        () -> {
          Batch batch = bench.store().batch();
          List<String> dropped = bench.catalog().dropUnreadable(batch);
          batch.commit(Durability.SYNCED);
          return dropped;
        });
  }

  /** What is wrong with the keys of this home's own datasets, in sentences. */
  public List<String> keyTroubles() throws IOException {
    List<String> troubles = new ArrayList<>();
    for (KeyLostException lost : lostKeys()) {
      troubles.add(lost.getMessage());
    }
    return troubles;
  }

  /** What keeps this home's own datasets from being changed: keys that are missing or damaged. */
  public List<KeyLostException> lostKeys() throws IOException {
    List<KeyLostException> lost = new ArrayList<>();
    for (DatasetRecord dataset : bench.catalog().readable()) {
      if (dataset.own()) {
        bench.keys().trouble(dataset.name()).ifPresent(lost::add);
      }
    }
    return lost;
  }

  /** The names of keys whose dataset is not in the catalogue: what a damaged store has lost. */
  public List<String> lostDatasets() throws IOException {
    List<String> lost = new ArrayList<>();
    for (String name : bench.keys().names()) {
      if (bench.catalog().find(name).isEmpty()) {
        lost.add(name);
      }
    }
    return lost;
  }

  /** How the home and its datasets are. */
  public HomeStatus status() throws IOException {
    return readers.status();
  }

  /**
   * Shows the files that a dataset follows, as the ledger has them, in the order of paths.
   *
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   */
  public void files(String name, FileVisitor visitor) throws IOException {
    readers.files(bench.catalog().get(name), visitor);
  }

  /**
   * Opens the last complete version of a dataset; the caller closes it.
   *
   * @return empty if it has no version that can be searched yet
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   * @throws io.pinakes.vectorstore.IndexDamagedException if its index must be built anew
   */
  public Optional<DatasetReader> reader(String name) throws IOException {
    return readers.open(bench.catalog().get(name));
  }

  /** The versions of a dataset that are kept, newest first. */
  public List<VersionInfo> versions(String name) throws IOException {
    return history.versions(name);
  }

  /**
   * Those of the {@link #versions} that have a document at a path, newest first: what a purge of it
   * gives up, the newest excepted.
   *
   * @param path {@code source/relative}
   */
  public List<VersionInfo> versionsWith(String name, String path) throws IOException {
    return history.holding(name, path);
  }

  /**
   * The manifest that a user means: {@code NAME} the newest of a dataset, {@code NAME@3} a version
   * that is kept, or a manifest's CID.
   *
   * @throws IOException if there is no such thing; the message says what there is
   */
  public Cid resolve(String reference) throws IOException {
    return history.resolve(reference);
  }

  /** Tells what differs between the documents of two manifests, reading little else. */
  public void diff(Cid before, Cid after, ChangeVisitor visitor) throws IOException {
    history.diff(before, after, visitor);
  }

  /**
   * Makes a dataset with a key of its own.
   *
   * @param model the name of its embedding model
   * @throws IllegalArgumentException if there is one of that name, or the name is none
   */
  public DatasetInfo create(String name, String model) throws IOException {
    return bench.change(
        () -> {
          models().info(model);
          if (bench.catalog().find(name).isPresent()) {
            throw new IllegalArgumentException("there is a dataset [" + name + "] already");
          }
          return readers.info(make(name, model));
        });
  }

  private DatasetRecord make(String name, String model) throws IOException {
    DatasetNames.requireDataset(name);
    PrivateKey key;
    if (bench.keys().has(name)) {
      // Written by a process that died before the record was.
      key = bench.keys().get(name);
    } else {
      key = PrivateKey.generateEd25519(bench.options().random());
      bench.keys().add(name, key);
    }
    Batch batch = bench.store().batch();
    DatasetRecord made = Ingestor.newRecord(bench.catalog().nextNumber(batch), name, key, model);
    bench.catalog().put(batch, made);
    batch.commit(Durability.SYNCED);
    return made;
  }

  /**
   * What changes a dataset.
   *
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   */
  public DatasetWriter writer(String name) throws IOException {
    return new DatasetWriter(bench, bench.catalog().get(name).name());
  }

  /**
   * Looks whether there is a folder to ingest, beside whatever is under way: for who takes an
   * ingest on that is done later.
   *
   * @throws io.pinakes.ingest.source.SourceMissingException if it is not there
   * @throws IllegalArgumentException if it is in a home
   */
  public void requireFolder(IngestRequest request) throws IOException {
    ingestor().requireFolder(request);
  }

  /**
   * Ingests a folder, to the end or until it is cancelled.
   *
   * @throws IOException if the run as a whole failed; what was done is kept for the next one
   */
  public IngestReport ingest(
      IngestRequest request, ProgressListener listener, Cancellation cancellation)
      throws IOException {
    return bench.change(
        () -> {
          try (IngestSession session = open(request)) {
            return run(session, listener, cancellation);
          }
        });
  }

  private IngestSession open(IngestRequest request) throws IOException {
    Optional<DatasetRecord> known = bench.catalog().find(request.dataset());
    if (known.isPresent() && known.get().own()) {
      // Before any work: what cannot be signed would be made for nothing.
      bench.keys().get(request.dataset());
    }
    return ingestor().open(request);
  }

  private IngestReport run(
      IngestSession session, ProgressListener listener, Cancellation cancellation)
      throws IOException {
    IngestReport report = session.run(listener, cancellation);
    bench.publisher().follow(bench.catalog().get(report.dataset()));
    return report;
  }

  private Ingestor ingestor() {
    return new Ingestor(
        bench.home(),
        bench.store(),
        bench.options().parts(),
        bench.catalog(),
        this::make,
        bench.versions(),
        bench.follower(),
        bench.options().clock(),
        bench.options().nanoTime());
  }

  /**
   * Ingests a folder, and again whenever it changes, until it is cancelled. Model and extractor
   * stay open; between runs other jobs may change the home, and readers read all the time.
   *
   * @param watch is told of changes, and cancelled
   * @param reports hears of every run that changed something, and of the first
   * @param troubles hears of a source that cannot be read for a while; it is tried again
   */
  public void watch(
      IngestRequest request,
      Watch watch,
      Cancellation cancellation,
      ProgressListener listener,
      Consumer<IngestReport> reports,
      Consumer<SourceMissingException> troubles)
      throws IOException {
    try (IngestSession session = bench.change(() -> open(request));
        FolderEvents events = FolderEvents.of(session.source(), watch)) {
      LOG.debug("watching [{}]: {}", request.folder(), events);
      boolean[] first = {true};
      watch.follow(
          () -> {
            try {
              IngestReport report = bench.change(() -> run(session, listener, cancellation));
              if (first[0] || report.newVersion()) {
                reports.accept(report);
              }
              first[0] = false;
            } catch (SourceMissingException e) {
              troubles.accept(e);
            }
          });
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
    bench.change(
        () -> {
          for (DatasetRecord dataset : bench.catalog().list()) {
            bench.catchUp(dataset, Workbench.stages(listener));
          }
          return this;
        });
  }

  /**
   * Writes a version into an archive (CAR), with its head if it is the newest.
   *
   * @param reference as {@link #resolve} takes it
   */
  public ExportReport exportCar(String reference, OutputFile file) throws IOException {
    return exportCar(reference, file, new Cancellation());
  }

  /**
   * The same, until it is cancelled: there is no file then.
   *
   * @throws java.io.InterruptedIOException if it was cancelled
   */
  public ExportReport exportCar(String reference, OutputFile file, Cancellation cancellation)
      throws IOException {
    Cid manifest = resolve(reference);
    return new CarExport(
            new StoppableBlocks(bench.store().blocks(), cancellation),
            bench.store().blocks().scratch())
        .write(manifest, history.headOf(manifest), file);
  }

  /**
   * Takes an archive in: verified block by block, then as a whole; searchable when this returns,
   * without anything being embedded.
   *
   * @param name what the dataset is to be called here; empty for what its publisher calls it
   * @throws io.pinakes.datasets.car.ImportException if no dataset is made of it
   */
  public ImportReport importCar(Path file, Optional<String> name, ProgressListener listener)
      throws IOException {
    return bench.change(
        () -> {
          ImportReport report =
              new CarImport(bench.store(), bench.catalog(), bench.options().clock(), models())
                  .read(file, name);
          bench.catchUp(bench.catalog().get(report.dataset()), Workbench.stages(listener));
          return report;
        });
  }

  /**
   * Takes a dataset in from wherever its blocks can be had: verified block by block, then as a
   * whole, without anything being embedded. One that is new here can be searched while it comes.
   *
   * @param roots the manifest, and the head if it is known; or the head alone
   * @param remote who is asked for what is not here
   * @param name what the dataset is to be called here; empty for what its publisher calls it
   * @param pulled hears how far it is
   * @throws io.pinakes.datasets.car.ImportException if no dataset is made of it
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if nobody has a block of it; the next
   *     pull goes on from there
   */
  public ImportReport pull(
      List<Cid> roots,
      Remote remote,
      Optional<String> name,
      PullListener pulled,
      ProgressListener listener)
      throws IOException {
    return bench.change(
        () -> {
          DatasetPull pull =
              new DatasetPull(
                  bench.store(),
                  bench.catalog(),
                  bench.options().clock(),
                  models(),
                  bench.follower(),
                  remote,
                  pulled);
          try {
            ImportReport report = pull.run(roots, name);
            bench.catchUp(bench.catalog().get(report.dataset()), Workbench.stages(listener));
            return report;
          } catch (ImportException | CodecException unsound) {
            // It had appeared in parts, and turns out to be none.
            if (pull.appeared().isPresent()) {
              writer(pull.appeared().get()).delete();
            }
            throw unsound;
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted");
            stopped.initCause(e);
            throw stopped;
          }
        });
  }

  /**
   * Reads every block of a dataset, and holds its index and its ledger against them.
   *
   * @throws io.pinakes.datasets.catalog.UnknownDatasetException if there is none of that name
   */
  public HealthReport checkUp(String name) throws IOException {
    return checkup().run(bench.catalog().get(name));
  }

  /**
   * Reads every block that a pin keeps. No repair makes one again that no dataset has.
   *
   * @throws io.pinakes.ipfs.store.StoreDamagedException if the pins themselves cannot be read
   */
  public PinReport checkPins() throws IOException {
    return new PinCheck(bench.store()).run();
  }

  /** Holds what is shown to others against what the public roots reach. */
  public VisibilityReport checkPublic() throws IOException {
    return new VisibilityCheck(bench.store(), bench.options().random()).run();
  }

  /**
   * Brings to its end what was being withdrawn or shown, and if what is shown is still not what the
   * public roots reach, finds out anew what that is. Until it returns, less may be shown.
   */
  public VisibilityReport repairPublic() throws IOException {
    return bench.change(
        () -> {
          bench.publisher().finish();
          if (!checkPublic().isSound()) {
            new Visibility(bench.store()).rebuild();
          }
          return checkPublic();
        });
  }

  /** The names of the datasets whose newest version is shown by a root. */
  public List<String> showing(Cid root) throws IOException {
    return bench.publisher().showing(root);
  }

  private Checkup checkup() {
    return new Checkup(
        bench.home(),
        bench.store(),
        bench.catalog(),
        bench.indexes(),
        bench.options().parts().indexes());
  }

  /**
   * Makes good what {@link #checkUp} finds, as far as it can be: blocks from the files that they
   * were made of, what is derived from blocks. Nothing that is sound is touched.
   */
  public HealthReport repair(String name) throws IOException {
    return bench.change(
        () -> {
          DatasetRecord dataset = bench.catalog().get(name);
          HealthReport report =
              new Repair(
                      bench.store(),
                      bench.catalog(),
                      checkup(),
                      bench.versions(),
                      bench.follower(),
                      dataset,
                      ingestor()::openMaker,
                      new VectorRepair(bench.store(), bench.versions(), models()))
                  .run();
          new Housekeeping(bench.store()).tidy();
          return report;
        });
  }

  /** Says what garbage collection keeps, why, and what it would remove. */
  public GcReport planGc() throws IOException {
    return new Housekeeping(bench.store()).plan();
  }

  /**
   * Removes the blocks that nothing keeps; jobs may run meanwhile. If none does, a purge that was
   * killed on the way is brought to its end.
   */
  public GcReport collectGarbage(ProgressListener listener) throws IOException {
    return collectGarbage(listener, Gc.NOBODY);
  }

  /** The same, telling of each block that went. */
  public GcReport collectGarbage(ProgressListener listener, Consumer<Multihash> gone)
      throws IOException {
    bench.home().requireWritable();
    Housekeeping housekeeping = new Housekeeping(bench.store());
    GcReport report = housekeeping.collect(Workbench.stages(listener), gone);
    if (bench.writing().tryLock()) {
      try {
        housekeeping.tidy();
        dropUnusedIndexes();
        bench.finishPurges(Workbench.stages(listener));
      } finally {
        bench.writing().unlock();
      }
    }
    return report;
  }

  /** Indexes of models that no kept version has are of no use to go back to. */
  private void dropUnusedIndexes() throws IOException {
    for (DatasetRecord dataset : bench.catalog().list()) {
      Set<String> models = new TreeSet<>();
      bench.indexes().answering(dataset).ifPresent(models::add);
      history.versions(dataset.name()).forEach(version -> models.add(version.model()));
      bench.indexes().delete(dataset.name(), models);
    }
  }

  /** Closes indexes and store, and lets go of the lock. */
  @Override
  public void close() throws IOException {
    bench.writing().lock();
    // Closed in the opposite order: the indexes first, the lock last.
    try (Home home = bench.home();
        Store store = bench.store();
        Indexes indexes = bench.indexes()) {
      LOG.debug("closing [{}], [{}] and [{}]", home.root(), store, indexes);
    } finally {
      bench.writing().unlock();
    }
  }
}
