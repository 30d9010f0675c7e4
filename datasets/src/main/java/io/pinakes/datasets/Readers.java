package io.pinakes.datasets;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.home.Home;
import io.pinakes.datasets.index.IndexMissingException;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.model.Head;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.Stats;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.publication.Publication;
import io.pinakes.datasets.vectors.Building;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.Visibility;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexDamagedException;
import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Opens versions for reading, beside whoever writes. */
final class Readers {
  /** A writer that switches twice between two looks is rare, five times is something else. */
  private static final int ATTEMPTS = 5;

  private final Store store;
  private final Catalog catalog;
  private final VersionMaker versions;
  private final Indexes indexes;
  private final Workbench bench;
  private final DocumentShelf shelf = DocumentShelf.forHeap(Runtime.getRuntime().maxMemory());

  Readers(Workbench bench) {
    this.bench = bench;
    this.store = bench.store();
    this.catalog = bench.catalog();
    this.versions = bench.versions();
    this.indexes = bench.indexes();
  }

  List<DatasetInfo> list() throws IOException {
    List<DatasetInfo> all = new ArrayList<>();
    for (DatasetRecord dataset : catalog.list()) {
      all.add(info(dataset));
    }
    return all;
  }

  void files(DatasetRecord dataset, FileVisitor visitor) throws IOException {
    bench
        .ledger()
        .rows(
            dataset,
            "",
            (path, row) ->
                visitor.visit(
                    new FileInfo(
                        path,
                        row.state(),
                        row.reason(),
                        row.detail(),
                        row.stamp().size(),
                        row.document())));
  }

  HomeStatus status() throws IOException {
    List<HomeStatus.DatasetStatus> all = new ArrayList<>();
    for (DatasetRecord dataset : catalog.list()) {
      all.add(status(dataset));
    }
    Home home = bench.home();
    long diskBytes =
        store.upkeep().diskBytes() + bytesBelow(home.index()) + bytesBelow(home.models());
    return new HomeStatus(home.root(), store.upkeep().usage(), diskBytes, all);
  }

  private static long bytesBelow(Path folder) throws IOException {
    AtomicLong bytes = new AtomicLong();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              bytes.addAndGet(is.size());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              // A merge beside us takes files away.
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return bytes.get();
  }

  private HomeStatus.DatasetStatus status(DatasetRecord dataset) throws IOException {
    Map<FileState, Long> states = new EnumMap<>(FileState.class);
    bench
        .ledger()
        .rows(
            dataset,
            "",
            (path, row) -> {
              states.merge(row.state(), 1L, Long::sum);
              return true;
            });
    long[] unfinished = {0};
    bench
        .ledger()
        .pending(
            dataset,
            "",
            (path, row) -> {
              unfinished[0]++;
              return true;
            });
    DatasetInfo info = info(dataset);
    return new HomeStatus.DatasetStatus(
        info,
        states.getOrDefault(FileState.INDEXED, 0L),
        states.getOrDefault(FileState.FAILED, 0L),
        states.getOrDefault(FileState.SKIPPED, 0L),
        unfinished[0],
        answers(dataset, info));
  }

  private boolean answers(DatasetRecord dataset, DatasetInfo info) throws IOException {
    try (DatasetReader reader = open(dataset).orElse(null)) {
      return reader != null && info.manifest().equals(Optional.of(reader.manifestCid()));
    } catch (IndexDamagedException | IndexMismatchException | IndexMissingException broken) {
      return false;
    }
  }

  /**
   * The last version that the index is of. It may be one before the head, as long as the index is
   * being brought up: that one is complete, and kept.
   */
  Optional<DatasetReader> open(DatasetRecord dataset) throws IOException {
    Optional<String> answering = indexes.answering(dataset);
    Optional<ModelSpec> model =
        answering.isPresent() ? model(dataset, answering.get()) : Optional.empty();
    if (model.isEmpty()) {
      return Optional.empty();
    }
    for (int attempt = 1; ; attempt++) {
      ChunkIndex index = indexes.forReading(dataset, model.get());
      if (index.manifest().isEmpty()) {
        throw new IndexMissingException(dataset.name());
      }
      IndexSnapshot snapshot = index.snapshot();
      try {
        Version version = versions.read(Cid.parse(snapshot.manifest()));
        return Optional.of(
            new DatasetReader(dataset.name(), version, store.blocks(), snapshot, shelf));
      } catch (MissingBlockException e) {
        // The index was opened behind a switch that the store was opened before, or the version
        // was dropped between the two looks: the next look sees both from one side.
        snapshot.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (IOException | RuntimeException e) {
        snapshot.close();
        throw e;
      }
    }
  }

  /** The spec of a model by its id, from the newest manifest that has it. */
  private Optional<ModelSpec> model(DatasetRecord dataset, String id) throws IOException {
    Optional<Version> current = versions.current(dataset);
    if (current.isPresent()) {
      ModelSpec spec = current.get().manifest().models().get(id);
      if (spec != null) {
        return Optional.of(spec);
      }
    }
    List<VersionRecord> kept = catalog.versions(dataset);
    for (int i = kept.size() - 1; i >= 0; i--) {
      ModelSpec spec = versions.read(kept.get(i).manifest()).manifest().models().get(id);
      if (spec != null) {
        return Optional.of(spec);
      }
    }
    return Optional.empty();
  }

  DatasetInfo info(DatasetRecord dataset) throws IOException {
    Optional<HeadRecord> head = catalog.head(dataset);
    Optional<Manifest> manifest =
        head.isPresent()
            ? Optional.of(versions.read(head.get().manifest()).manifest())
            : Optional.empty();
    return new DatasetInfo(
        dataset.name(),
        dataset.key().peerId(),
        dataset.own(),
        dataset.isPrivate() || isWithdrawn(head),
        trust(head, bench.options().clock().instant()),
        dataset.description(),
        dataset.license(),
        dataset.model(),
        dataset.sources(),
        head.map(HeadRecord::manifest),
        manifest.map(Manifest::documents),
        manifest.map(Manifest::version).orElse(0L),
        manifest.map(Manifest::created),
        manifest.map(Manifest::stats).orElse(Stats.NONE),
        pulled(dataset),
        new Building(store).of(dataset));
  }

  /**
   * Whether a version is public by its settings, and yet is shown to nobody: it was salvaged so.
   */
  private boolean isWithdrawn(Optional<HeadRecord> head) throws IOException {
    return head.isPresent() && !new Visibility(store).isPublic(Publication.root(head.get()));
  }

  private OptionalLong pulled(DatasetRecord dataset) throws IOException {
    if (bench.pulling().of(dataset).isEmpty()) {
      return OptionalLong.empty();
    }
    try (DatasetReader reader = open(dataset).orElse(null)) {
      return OptionalLong.of(reader == null ? 0 : reader.index().chunks());
    } catch (IndexDamagedException | IndexMismatchException | IndexMissingException none) {
      return OptionalLong.of(0);
    }
  }

  private static DatasetInfo.Trust trust(Optional<HeadRecord> record, Instant now) {
    if (record.isEmpty()) {
      return DatasetInfo.Trust.NONE;
    }
    Optional<Head> head = record.get().head();
    if (head.isEmpty() || !head.get().isSigned()) {
      return DatasetInfo.Trust.UNSIGNED;
    }
    return head.get().validUntil().isBefore(now)
        ? DatasetInfo.Trust.EXPIRED
        : DatasetInfo.Trust.SIGNED;
  }
}
