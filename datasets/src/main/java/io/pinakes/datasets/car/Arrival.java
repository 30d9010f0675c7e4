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
import io.pinakes.datasets.version.HeadSwitch;
import io.pinakes.datasets.version.Version;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A version of a dataset that comes from outside: whether it may come in, what it is called here,
 * and the batch that makes it a dataset's newest.
 */
final class Arrival {
  private final Store store;
  private final Catalog catalog;
  private final HeadSwitch heads;
  private final ModelSource models;

  Arrival(Store store, Catalog catalog, InstantSource clock, ModelSource models) {
    this.store = store;
    this.catalog = catalog;
    this.heads = new HeadSwitch(catalog, clock);
    this.models = models;
  }

  /** The roots of an archive, told apart. */
  record Roots(Version version, Optional<Head> head) {}

  /** A head says itself which manifest it is of. */
  static List<Cid> manifestFirst(List<Cid> roots, BlockReader blocks) throws IOException {
    if (roots.size() != 1 || roots.get(0).codec() != Multicodec.DAG_CBOR) {
      return roots;
    }
    try {
      return List.of(Head.decode(load(roots.get(0), blocks)).manifest(), roots.get(0));
    } catch (CodecException e) {
      return roots;
    }
  }

  static Roots roots(List<Cid> roots, BlockReader blocks) throws IOException {
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

  /** Checks the version, whose blocks are all here, and makes it the newest, if it is newer. */
  ImportReport take(Roots roots, Optional<String> name, long read, long unused) throws IOException {
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
    move(batch, dataset, roots);
    return new ImportReport(
        dataset.name(), version.cid(), roots.head().isPresent(), true, read, unused);
  }

  /** The dataset that the archive is a version of, if this home has it. */
  Optional<DatasetRecord> known(Manifest manifest, Optional<String> name) throws IOException {
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

  DatasetRecord newRecord(Batch batch, Manifest manifest, Optional<String> name)
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

  /** Checks a version, and notes where its vectors are. */
  void check(DatasetRecord dataset, Manifest manifest) throws IOException {
    CheckedVectors vectors = new CheckedVectors(store, dataset, manifest.model().id());
    new VersionCheck(store.blocks(), manifest, vectors).run();
    vectors.flush();
  }

  /** Makes a version the newest with the batch, which is committed. */
  void move(Batch batch, DatasetRecord dataset, Roots roots) throws IOException {
    catalog.put(batch, dataset);
    heads.move(
        batch,
        dataset,
        new HeadRecord(roots.version().cid(), roots.head()),
        roots.version(),
        false);
  }
}
