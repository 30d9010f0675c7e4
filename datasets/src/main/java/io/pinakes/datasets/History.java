package io.pinakes.datasets;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.Head;
import io.pinakes.datasets.model.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions of datasets, and what differs between them. */
final class History {
  private final Workbench bench;

  History(Workbench bench) {
    this.bench = bench;
  }

  List<VersionInfo> versions(String name) throws IOException {
    List<VersionInfo> all = new ArrayList<>();
    for (VersionRecord kept : bench.catalog().versions(bench.catalog().get(name))) {
      all.add(DatasetWriter.info(bench.versions().read(kept.manifest())));
    }
    return all.reversed();
  }

  /** Those of them that have a document at a path. */
  List<VersionInfo> holding(String name, String path) throws IOException {
    return bench.versions().holding(bench.catalog().get(name), path).reversed().stream()
        .map(DatasetWriter::info)
        .toList();
  }

  /**
   * The manifest that a user means: {@code NAME} its newest, {@code NAME@3} a kept version, or a
   * manifest's CID.
   */
  Cid resolve(String reference) throws IOException {
    int at = reference.indexOf('@');
    String name = at < 0 ? reference : reference.substring(0, at);
    Optional<DatasetRecord> dataset = bench.catalog().find(name);
    if (dataset.isEmpty()) {
      return manifest(reference);
    }
    if (at < 0) {
      return bench
          .catalog()
          .head(dataset.get())
          .orElseThrow(() -> new IOException("dataset [" + name + "] has no version yet"))
          .manifest();
    }
    String number = reference.substring(at + 1);
    List<VersionRecord> kept = bench.catalog().versions(dataset.get());
    return kept.stream()
        .filter(version -> Long.toString(version.version()).equals(number))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownVersionException(
                    "version ["
                        + number
                        + "] of dataset ["
                        + name
                        + "] is not kept; kept are "
                        + kept.stream().map(VersionRecord::version).toList()))
        .manifest();
  }

  private Cid manifest(String text) throws IOException {
    try {
      Cid cid = Cid.parse(text);
      bench.versions().read(cid);
      return cid;
    } catch (MultiformatException e) {
      // A name that is not known, then; this says which ones are.
      bench.catalog().get(text);
      throw new IOException("[" + text + "] is neither a dataset nor a manifest", e);
    }
  }

  /** The head that names a manifest as the newest, if there is one. */
  Optional<Head> headOf(Cid manifest) throws IOException {
    for (DatasetRecord dataset : bench.catalog().list()) {
      Optional<HeadRecord> head = bench.catalog().head(dataset);
      if (head.isPresent() && head.get().manifest().equals(manifest)) {
        return head.get().head();
      }
    }
    return Optional.empty();
  }

  void diff(Cid before, Cid after, ChangeVisitor visitor) throws IOException {
    Manifest one = bench.versions().read(before).manifest();
    Manifest other = bench.versions().read(after).manifest();
    DocumentMap.at(bench.store().blocks(), one.documents())
        .diff(
            DocumentMap.at(bench.store().blocks(), other.documents()),
            (old, fresh) ->
                visitor.visit(
                    new DocumentChange(
                        old.or(() -> fresh).map(DocumentEntry::path).orElseThrow(),
                        old.map(DocumentEntry::document),
                        fresh.map(DocumentEntry::document))));
  }
}
