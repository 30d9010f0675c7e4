package io.pinakes.datasets.doctor;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.VersionRecord;
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
import java.util.Optional;

/**
 * Holds the index of a dataset against its newest version, file by file and chunk by chunk.
 *
 * <p>An index that is whole and of an older version is no damage: it is what a run leaves that died
 * between moving the head and following it.
 */
final class IndexHealth {
  private final Indexes indexes;
  private final IndexKind kind;
  private final Path folder;
  private final Holders holders;
  private final DatasetRecord dataset;
  private final List<VersionRecord> kept;

  /**
   * What was found, in words.
   *
   * @param wrong what is damaged or lost
   * @param behind what the next change of the dataset will catch up with by itself
   */
  record State(List<String> wrong, Optional<String> behind) {
    static State wrong(List<String> wrong) {
      return new State(wrong, Optional.empty());
    }

    static State behind(String why) {
      return new State(List.of(), Optional.of(why));
    }
  }

  /** Checks the index in a folder; {@code kept} are the versions that the dataset keeps. */
  IndexHealth(
      Store store,
      Indexes indexes,
      IndexKind kind,
      Path folder,
      DatasetRecord dataset,
      List<VersionRecord> kept) {
    this.kept = kept;
    this.indexes = indexes;
    this.kind = kind;
    this.folder = folder;
    this.holders = new Holders(store);
    this.dataset = dataset;
  }

  /** How the index is; the holders are of the version that it is of. */
  State check(Version version) throws IOException {
    List<String> wrong = new ArrayList<>(kind.check(folder));
    if (!wrong.isEmpty()) {
      return State.wrong(wrong);
    }
    String model = version.manifest().model().id();
    boolean answers = indexes.answering(dataset).equals(Optional.of(model));
    try {
      ChunkIndex index = indexes.forReading(dataset, version.manifest().model());
      if (index.manifest().isEmpty()) {
        return answers
            ? State.wrong(List.of("it is missing"))
            : State.behind("it is not built yet");
      }
      try (IndexSnapshot snapshot = index.snapshot()) {
        Optional<State> behind = behind(version, snapshot);
        if (behind.isPresent()) {
          return behind.get();
        }
        compare(version, snapshot, wrong);
      }
    } catch (IndexDamagedException | IndexMismatchException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    // Whole, and the note that lets it answer was not written.
    return wrong.isEmpty() && !answers
        ? State.behind("it does not answer yet")
        : State.wrong(wrong);
  }

  private Optional<State> behind(Version version, IndexSnapshot snapshot) {
    String has = snapshot.manifest();
    if (has.equals(version.cid().toString())) {
      return Optional.empty();
    }
    return Optional.of(
        kept.stream()
            .filter(each -> each.manifest().toString().equals(has))
            .findFirst()
            .map(each -> State.behind("it answers from version [" + each.version() + "]"))
            .orElseGet(
                () -> State.wrong(List.of("it is of manifest [" + has + "], which is not kept"))));
  }

  private void compare(Version version, IndexSnapshot snapshot, List<String> wrong)
      throws IOException {
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
