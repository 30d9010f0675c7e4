package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.model.Head;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.version.BlockWriter;
import io.pinakes.datasets.version.HeadSwitch;
import io.pinakes.datasets.version.Version;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.car.CarException;
import io.pinakes.ipfs.car.CarReader;
import io.pinakes.ipfs.car.CarSection;
import io.pinakes.ipfs.car.DagWalk;
import io.pinakes.ipfs.graph.Completer;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes an archive in. Blocks are written as they come, under a lease; the dataset appears, or
 * moves, with one synced batch when everything was checked. Whatever goes wrong before leaves
 * garbage and nothing else.
 */
public final class CarImport {
  private final Store store;
  private final Catalog catalog;
  private final HeadSwitch heads;
  private final ModelSource models;

  /** Into a store. */
  public CarImport(Store store, Catalog catalog, InstantSource clock, ModelSource models) {
    this.store = store;
    this.catalog = catalog;
    this.heads = new HeadSwitch(catalog, clock);
    this.models = models;
  }

  /** The roots of an archive, told apart. */
  private record Roots(Version version, Optional<Head> head) {}

  /**
   * Takes an archive in; what is derived of it has to be brought up afterwards.
   *
   * @param name what the dataset is to be called here; empty for what its publisher calls it
   * @throws ImportException if no dataset is made of it, or it is damaged
   */
  public ImportReport read(Path file, Optional<String> name) throws IOException {
    if (Files.isDirectory(file)) {
      throw ImportException.noArchive("[" + file + "] is a folder and no archive of a dataset");
    }
    try (InputStream in = Files.newInputStream(file);
        Lease lease = store.lease()) {
      CarReader car = open(file, in);
      try {
        return read(car, lease, name);
      } catch (ImportException e) {
        throw e.withRemains();
      } catch (CarException | HashMismatchException e) {
        throw ImportException.damaged(String.valueOf(e.getMessage()), e).withRemains();
      } catch (MissingBlockException e) {
        throw lacks(e.cid(), e).withRemains();
      } catch (io.pinakes.datasets.model.tree.MissingBlockException e) {
        throw lacks(e.cid(), e).withRemains();
      }
    }
  }

  /**
   * Takes a dataset in from wherever its blocks can be had, each verified as it comes.
   *
   * @param all the manifest, and the head if it is known; or the head alone
   * @param source gets what is not here
   * @throws ImportException if no dataset is made of it
   * @throws MissingBlockException if nobody who was asked has a block; what was fetched stays until
   *     the next garbage collection, and is not fetched again before
   */
  public ImportReport pull(List<Cid> all, Completer source, Optional<String> name)
      throws IOException {
    try (Lease lease = store.lease()) {
      Graph graph = new Graph(store.blocks(), lease.blocks());
      long[] held = new long[1];
      for (Cid root : all) {
        source.complete(root, lease.blocks());
        graph.walk(root, (cid, bytes) -> held[0]++);
      }
      return take(roots(manifestFirst(all, lease.blocks()), lease.blocks()), name, held[0], 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }

  /** A head says itself which manifest it is of. */
  private static List<Cid> manifestFirst(List<Cid> roots, BlockReader blocks) throws IOException {
    if (roots.size() != 1 || roots.get(0).codec() != Multicodec.DAG_CBOR) {
      return roots;
    }
    try {
      return List.of(Head.decode(load(roots.get(0), blocks)).manifest(), roots.get(0));
    } catch (CodecException e) {
      return roots;
    }
  }

  private static ImportException lacks(Cid cid, IOException cause) {
    return ImportException.damaged("the archive lacks block [" + cid + "]", cause);
  }

  private ImportReport read(CarReader car, Lease lease, Optional<String> name) throws IOException {
    BlockWriter blocks = new BlockWriter(store, lease);
    long read = 0;
    for (Optional<CarSection> next = car.next(); next.isPresent(); next = car.next()) {
      blocks.put(next.get().block());
      read++;
    }
    blocks.flush();
    Roots roots = roots(car.roots(), blocks);
    long used = countUsed(roots, car.roots());
    return take(roots, name, read, Math.max(0, read - used));
  }

  private static CarReader open(Path file, InputStream in) throws IOException {
    try {
      return CarReader.open(in);
    } catch (CarException e) {
      throw ImportException.noArchive(
          "[" + file + "] is no archive of a dataset: " + e.getMessage());
    }
  }

  private static Roots roots(List<Cid> roots, BlockReader blocks) throws IOException {
    if (roots.isEmpty() || roots.size() > 2) {
      throw ImportException.noArchive(
          "an archive of a dataset has one or two roots, this one has [" + roots.size() + "]");
    }
    Manifest manifest = manifest(roots.get(0), blocks);
    Version version = new Version(roots.get(0), manifest);
    if (roots.size() == 1) {
      return new Roots(version, Optional.empty());
    }
    Head head;
    try {
      head = Head.decode(load(roots.get(1), blocks));
    } catch (CodecException e) {
      throw ImportException.noArchive("the second root [" + roots.get(1) + "] is not a head", e);
    }
    if (!head.proves(version.cid(), manifest)) {
      throw ImportException.notProven(
          "the head in the archive does not prove its manifest: it is forged, or of another one");
    }
    return new Roots(version, Optional.of(head));
  }

  private static Manifest manifest(Cid cid, BlockReader blocks) throws IOException {
    if (cid.codec() != Multicodec.DAG_CBOR) {
      throw ImportException.noArchive(
          "the first root [" + cid + "] is not the manifest of a dataset");
    }
    try {
      return Manifest.decode(load(cid, blocks));
    } catch (CodecException e) {
      throw ImportException.noArchive(
          "the first root [" + cid + "] is not the manifest of a dataset: " + e.getMessage(), e);
    }
  }

  private static byte[] load(Cid cid, BlockReader blocks) throws IOException {
    return blocks
        .get(cid)
        .orElseThrow(() -> ImportException.damaged("the root [" + cid + "] is not in the archive"));
  }

  /** Walks all that the version links to, so that a missing block is found whatever it is. */
  private long countUsed(Roots roots, List<Cid> all) throws IOException {
    long[] used = {all.size() - 1L};
    DagWalk.depthFirst(store.blocks(), List.of(roots.version().cid()), block -> used[0]++);
    return used[0];
  }

  private ImportReport take(Roots roots, Optional<String> name, long read, long unused)
      throws IOException {
    Version version = roots.version();
    Batch batch = store.batch();
    Optional<DatasetRecord> known = known(version.manifest(), name);
    if (known.isPresent() && !isNewer(known.get(), roots)) {
      return new ImportReport(
          known.get().name(), version.cid(), roots.head().isPresent(), false, read, unused);
    }
    DatasetRecord dataset =
        known.isPresent() ? known.get() : newRecord(batch, version.manifest(), name);
    check(dataset, version.manifest());
    catalog.put(batch, dataset);
    heads.move(batch, dataset, new HeadRecord(version.cid(), roots.head()), version, false);
    return new ImportReport(
        dataset.name(), version.cid(), roots.head().isPresent(), true, read, unused);
  }

  /** The dataset that the archive is a version of, if this home has it. */
  private Optional<DatasetRecord> known(Manifest manifest, Optional<String> name)
      throws IOException {
    String wanted = name.orElseGet(() -> plainName(manifest.name()));
    DatasetNames.requireDataset(wanted);
    for (DatasetRecord dataset : catalog.list()) {
      boolean sameKey = dataset.key().equals(manifest.dataset());
      if (sameKey && dataset.own()) {
        throw ImportException.taken(
            "this is dataset ["
                + dataset.name()
                + "], which is your own: importing would put an older state in the place of"
                + " yours. It can be imported into another home (--home DIR)");
      }
      if (sameKey && name.isPresent() && !name.get().equals(dataset.name())) {
        throw ImportException.taken(
            "this dataset is here already, as ["
                + dataset.name()
                + "]: nothing was imported as ["
                + wanted
                + "]. Without --name its newer versions are taken in as ["
                + dataset.name()
                + "]");
      }
      if (sameKey) {
        return Optional.of(dataset);
      }
      if (dataset.name().equals(wanted)) {
        throw ImportException.taken(
            "there is another dataset ["
                + wanted
                + "] in this home: give the imported one a name of its own (--name NAME)");
      }
    }
    return Optional.empty();
  }

  private boolean isNewer(DatasetRecord dataset, Roots roots) throws IOException {
    Optional<HeadRecord> at = catalog.head(dataset);
    if (at.isEmpty()) {
      return true;
    }
    if (at.get().manifest().equals(roots.version().cid())) {
      // The same version: news only if it is signed now, or for longer.
      return sequence(roots.head()) > sequence(at.get().head());
    }
    boolean wasSigned = at.get().head().isPresent();
    if (wasSigned && roots.head().isEmpty()) {
      throw new ImportException(
          "dataset ["
              + dataset.name()
              + "] is here with a signed head, and this archive has none: remove the dataset first"
              + " if you trust the archive (pinakes dataset rm "
              + dataset.name()
              + ")");
    }
    if (wasSigned && sequence(roots.head()) <= sequence(at.get().head())) {
      throw new ImportException(
          "dataset ["
              + dataset.name()
              + "] is here at sequence ["
              + sequence(at.get().head())
              + "], the archive is of ["
              + sequence(roots.head())
              + "], which is not newer");
    }
    return true;
  }

  private static long sequence(Optional<Head> head) {
    return head.map(Head::sequence).orElse(0L);
  }

  private DatasetRecord newRecord(Batch batch, Manifest manifest, Optional<String> name)
      throws IOException {
    String model =
        models.matching(manifest.model()).map(ModelInfo::name).orElse(manifest.model().name());
    return new DatasetRecord(
        catalog.nextNumber(batch),
        name.orElseGet(() -> plainName(manifest.name())),
        manifest.dataset(),
        false,
        true,
        manifest.description(),
        manifest.license(),
        model,
        model,
        List.of(),
        DatasetRecord.KEEP_VERSIONS,
        false);
  }

  /** The publisher's name as far as it can be one here. */
  private static String plainName(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceAll("^[^a-z0-9]+", "");
    return plain.isEmpty() ? "imported" : plain.substring(0, Math.min(63, plain.length()));
  }

  private void check(DatasetRecord dataset, Manifest manifest) throws IOException {
    CheckedVectors vectors = new CheckedVectors(store, dataset, manifest.model().id());
    new VersionCheck(store.blocks(), manifest, vectors).run();
    vectors.flush();
  }
}
