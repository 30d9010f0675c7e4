package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.index.IndexKind;
import io.pinakes.datasets.index.Indexes;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.store.Store;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexDamagedException;
import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds the index of a dataset against its newest version, file by file and chunk by chunk. */
final class IndexHealth {
  private final Indexes indexes;
  private final IndexKind kind;
  private final Path folder;
  private final Holders holders;
  private final DatasetRecord dataset;

  IndexHealth(Store store, Indexes indexes, IndexKind kind, Path folder, DatasetRecord dataset) {
    this.indexes = indexes;
    this.kind = kind;
    this.folder = folder;
    this.holders = new Holders(store);
    this.dataset = dataset;
  }

  /** What is wrong, in words; the holders are of the version. */
  List<String> check(Version version) throws IOException {
    List<String> wrong = new ArrayList<>(kind.check(folder));
    if (!wrong.isEmpty()) {
      return wrong;
    }
    try {
      ChunkIndex index = indexes.forReading(dataset, version.manifest().model());
      if (index.manifest().isEmpty()) {
        return List.of("it is missing");
      }
      try (IndexSnapshot snapshot = index.snapshot()) {
        compare(version, snapshot, wrong);
      }
    } catch (IndexDamagedException | IndexMismatchException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    return wrong;
  }

  private void compare(Version version, IndexSnapshot snapshot, List<String> wrong)
      throws IOException {
    if (!snapshot.manifest().equals(version.cid().toString())) {
      wrong.add("it is of manifest [" + snapshot.manifest() + "], not of the newest");
      return;
    }
    long documents = version.manifest().stats().documents();
    if (snapshot.documents() != documents) {
      wrong.add(
          "it has [" + snapshot.documents() + "] documents, the manifest has [" + documents + "]");
    }
    long[] counts = new long[2];
    holders.chunks(
        dataset,
        chunk -> {
          counts[0]++;
          return true;
        });
    snapshot.forEachChunk(
        chunk -> {
          counts[1] += isHeld(Cid.parse(chunk)) ? 1 : 0;
        });
    if (counts[1] != counts[0] || snapshot.chunks() != counts[0]) {
      wrong.add(
          "it has ["
              + counts[1]
              + "] of the ["
              + counts[0]
              + "] chunks, and ["
              + (snapshot.chunks() - counts[1])
              + "] that no document holds");
    }
  }

  private boolean isHeld(Cid chunk) {
    try {
      return holders.any(dataset, chunk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
