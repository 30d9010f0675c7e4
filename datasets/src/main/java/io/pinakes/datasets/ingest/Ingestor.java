package io.pinakes.datasets.ingest;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.version.ForeignDatasetException;
import io.pinakes.datasets.version.ModelMismatchException;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.source.HomeMark;
import io.pinakes.ingest.source.SourceFilter;
import io.pinakes.ingest.source.SourceMissingException;
import io.pinakes.ingest.source.SourceWalker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Prepares runs: the dataset, its source, and what reads, cuts and embeds. */
public final class Ingestor {
  private final Home home;
  private final Store store;
  private final Parts parts;
  private final Catalog catalog;
  private final DatasetMaker datasets;
  private final VersionMaker versions;
  private final IndexFollower indexes;
  private final InstantSource clock;
  private final LongSupplier nanoTime;

  /** Makes new datasets. */
  @FunctionalInterface
  public interface DatasetMaker {
    /**
     * Makes a dataset with all settings as they are by default.
     *
     * @param model the name of its embedding model
     */
    DatasetRecord make(String name, String model) throws IOException;
  }

  /** Prepares runs in a home. */
  public Ingestor(
      Home home,
      Store store,
      Parts parts,
      Catalog catalog,
      DatasetMaker datasets,
      VersionMaker versions,
      IndexFollower indexes,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.home = home;
    this.store = store;
    this.parts = parts;
    this.catalog = catalog;
    this.datasets = datasets;
    this.versions = versions;
    this.indexes = indexes;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens what runs need: the model, the chunker, the extractor. The dataset is made, and the
   * source noted in it, if they are new.
   *
   * @throws io.pinakes.ingest.source.SourceMissingException if the folder is not there
   * @throws ModelMismatchException if the dataset has vectors of another model
   * @throws io.pinakes.ingest.embed.ModelException if the model is not here
   */
  public IngestSession open(IngestRequest request) throws IOException {
    home.requireWritable();
    requireFolder(request);
    ModelSource models = parts.models(home.models());
    DatasetRecord dataset = dataset(request, models);
    SourceRecord source = source(request, dataset);
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      Setup setup = setup(dataset, source, models, opened);
      requireSameModel(dataset, setup.embedder());
      if (dataset.source(source.name()).isEmpty()) {
        // Another folder or filter of a known one is noted when it was walked without an error.
        remember(dataset, source);
      }
      return new IngestSession(
          store, catalog, versions, indexes, clock, nanoTime, request, setup, opened);
    } catch (IOException | RuntimeException e) {
      IngestSession.closeAll(opened);
      throw e;
    }
  }

  /**
   * Looks at the folder before anything is made.
   *
   * @throws io.pinakes.ingest.source.SourceMissingException if it is not there
   * @throws IllegalArgumentException if it is in a home
   */
  public void requireFolder(IngestRequest request) throws IOException {
    if (!Files.isDirectory(request.folder())) {
      requireThere(request);
    }
    requireNoHome(request.folder());
  }

  private void requireThere(IngestRequest request) throws IOException {
    try {
      new SourceWalker(SourceFilter.DEFAULT).walk(request.folder());
    } catch (SourceMissingException e) {
      Optional<DatasetRecord> dataset = catalog.find(request.dataset());
      boolean followed = dataset.isPresent() && known(request, dataset.get()).isPresent();
      throw followed ? e : e.notFollowed();
    }
  }

  private void requireNoHome(Path folder) throws IOException {
    Path real = folder.toRealPath();
    boolean inside = real.startsWith(home.root().toRealPath());
    boolean brought = inside && real.startsWith(home.root().toRealPath().resolve("uploads"));
    if (HomeMark.isOn(folder) || inside && !brought) {
      throw new IllegalArgumentException(
          "["
              + folder
              + "] is the home of a Pinakes or in it, with a store and keys and no documents: name"
              + " the folder that has your documents");
    }
  }

  /** Opens what makes the documents of a dataset again from its files. */
  public DocumentMaker openMaker(DatasetRecord dataset) throws IOException {
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      SourceRecord none = new SourceRecord("none", home.tmp(), SourceFilter.DEFAULT);
      Setup setup = setup(dataset, none, parts.models(home.models()), opened);
      return new DocumentMaker(store, setup, opened);
    } catch (IOException | RuntimeException e) {
      IngestSession.closeAll(opened);
      throw e;
    }
  }

  private Setup setup(
      DatasetRecord dataset, SourceRecord source, ModelSource models, List<AutoCloseable> opened)
      throws IOException {
    Embedder embedder = models.open(dataset.model());
    opened.add(embedder);
    TokenCounter tokens = embedder.tokens();
    if (!dataset.chunkModel().equals(dataset.model())) {
      // The counter that the dataset's chunks were always cut by.
      Embedder other = models.open(dataset.chunkModel());
      opened.add(other);
      tokens = other.tokens();
    }
    Extractor extractor = parts.openExtractor(home.tmp());
    opened.add(extractor);
    Chunker chunker =
        new Chunker(parts.chunking().within(tokens.limit()), tokens, parts.sentences());
    return new Setup(dataset.withSource(source), source, extractor, chunker, embedder);
  }

  private DatasetRecord dataset(IngestRequest request, ModelSource models) throws IOException {
    Optional<DatasetRecord> known = catalog.find(request.dataset());
    if (known.isEmpty()) {
      String model = request.model().orElse(Models.DEFAULT);
      models.info(model);
      return datasets.make(request.dataset(), model);
    }
    if (!known.get().own()) {
      throw new ForeignDatasetException(known.get().name());
    }
    if (request.model().isPresent() && !request.model().get().equals(known.get().model())) {
      throw new ModelMismatchException(
          known.get().name(), known.get().model(), request.model().get(), request.model().get());
    }
    return known.get();
  }

  private void requireSameModel(DatasetRecord dataset, Embedder embedder) throws IOException {
    Optional<Version> current = versions.current(dataset);
    if (current.isPresent()) {
      String has = current.get().manifest().model().id();
      if (!has.equals(embedder.spec().id())) {
        throw new ModelMismatchException(
            dataset.name(), has, embedder.spec().id(), dataset.model());
      }
    }
  }

  private static SourceRecord source(IngestRequest request, DatasetRecord dataset) {
    // One folder is one source, however it is spelled.
    Path folder = RealFolder.of(request.folder());
    Optional<SourceRecord> known = known(request, dataset);
    SourceFilter filter =
        known
            .map(SourceRecord::filter)
            .orElse(SourceFilter.DEFAULT)
            .with(request.include(), request.exclude());
    String name =
        known
            .map(SourceRecord::name)
            .or(request::source)
            // By the name that the user knows it by, which may be a link's.
            .orElseGet(() -> newName(request.folder(), dataset));
    List<String> mounts =
        known
            .filter(before -> RealFolder.of(before.root()).equals(folder))
            .map(SourceRecord::mounts)
            .orElse(List.of());
    return new SourceRecord(name, folder, filter, mounts);
  }

  /** The source that is named, else the one of that folder, there or not. */
  private static Optional<SourceRecord> known(IngestRequest request, DatasetRecord dataset) {
    if (request.source().isPresent()) {
      return dataset.source(request.source().get());
    }
    Path folder = RealFolder.of(request.folder());
    return dataset.sources().stream()
        // Sources of older versions may be recorded by a link.
        .filter(source -> RealFolder.of(source.root()).equals(folder))
        .findFirst()
        .or(
            () ->
                dataset.sources().stream()
                    .filter(source -> source.root().equals(request.folder()))
                    .findFirst());
  }

  private static String newName(Path folder, DatasetRecord dataset) {
    if (dataset.sources().isEmpty()) {
      return DatasetNames.FIRST_SOURCE;
    }
    Path last = folder.getFileName();
    String plain =
        Normalizer.normalize(last == null ? "root" : last.toString(), Normalizer.Form.NFC)
            .replaceAll("^\\.+|[\\\\/\\p{Cntrl}]", "");
    String base = plain.isBlank() ? "folder" : plain.substring(0, Math.min(80, plain.length()));
    String name = base;
    for (int i = 2; dataset.source(name).isPresent(); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private void remember(DatasetRecord dataset, SourceRecord source) throws IOException {
    DatasetRecord followed = dataset.withSource(source);
    if (!followed.equals(dataset)) {
      Batch batch = store.batch();
      catalog.put(batch, followed);
      batch.commit(Durability.SYNCED);
    }
  }

  /** Makes the key and the record of a dataset that this home owns. */
  public static DatasetRecord newRecord(int number, String name, PrivateKey key, String model) {
    return new DatasetRecord(
        number,
        name,
        key.publicKey(),
        true,
        true,
        "",
        "",
        model,
        model,
        List.of(),
        DatasetRecord.KEEP_VERSIONS,
        false);
  }
}
