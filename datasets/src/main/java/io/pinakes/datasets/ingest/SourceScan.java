package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.ModelLimits;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.source.PassedOver;
import io.pinakes.ingest.source.SourceFile;
import io.pinakes.ingest.source.SourceWalker;
import io.pinakes.ingest.source.Walk;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what is in a folder against what the ledger says of it: which files must be looked into,
 * and which are as they were. No file is opened.
 */
final class SourceScan {
  private final Setup setup;
  private final Ledger ledger;
  private final boolean retryFailed;
  private final SourceWatch watch;
  private final List<FileTask> tasks = new ArrayList<>();
  private final StoreBatches pending;
  private long unchanged;
  private long failed;
  private long removed;
  private long skipped;
  private long resumed;
  private boolean anyPending;
  private Walk walk = Walk.NONE;

  SourceScan(Store store, Setup setup, boolean retryFailed) {
    this.setup = setup;
    this.ledger = new Ledger(store);
    this.retryFailed = retryFailed;
    this.watch = new SourceWatch(setup.dataset(), setup.source(), ledger);
    this.pending = new StoreBatches(store::batch);
  }

  /** The files to be looked into, sorted by path. */
  List<FileTask> tasks() {
    return tasks;
  }

  /** Files that are indexed, and as they were. */
  long unchanged() {
    return unchanged;
  }

  /** Files that failed before and have not changed, and such that cannot even be looked at. */
  long failed() {
    return failed;
  }

  /** Files that are gone. */
  long removed() {
    return removed;
  }

  /** Files that a run which did not end has brought in, and that have not changed since. */
  long resumed() {
    return resumed;
  }

  /** A sentence for people if there is nothing to ingest, which they may not have meant. */
  Optional<String> nothingFound() {
    if (!walk.files().isEmpty()) {
      return Optional.empty();
    }
    String folder = "no file of [" + setup.source().root() + "] was taken up: ";
    return Optional.of(
        walk.leftOut() > 0
            ? folder
                + "["
                + walk.leftOut()
                + "] files and folders are left out by "
                + setup.source().filter().words()
                + ". Give other globs; --include '*' takes all files"
            : folder + "it has none that is not hidden");
  }

  /** The mount points that were found. */
  List<String> mounts() {
    return walk.mounts();
  }

  /**
   * Refuses to go on if the folder went while its files were read.
   *
   * @throws io.pinakes.ingest.source.SourceMissingException if it did
   */
  void requireStillThere() throws IOException {
    watch.requireStillThere(walk);
  }

  /** Files that are passed over. */
  long skipped() {
    return skipped;
  }

  /**
   * Walks the folder. What is gone, or cannot be looked at, becomes a pending row at once.
   *
   * @param allowEmpty whether a source that has lost all its files is believed
   * @throws io.pinakes.ingest.source.SourceMissingException if the folder is not there, or lost all
   */
  SourceScan run(boolean allowEmpty) throws IOException {
    walk =
        new SourceWalker(setup.source().filter())
            .walk(setup.source().root(), allowEmpty ? 0 : knownFiles());
    if (!allowEmpty) {
      watch.requireMounted(walk);
    }
    anyPending = !ledger.nothingPending(setup.dataset());
    Set<String> seen = new HashSet<>();
    for (SourceFile file : walk.files()) {
      String path = setup.source().prefix() + file.path();
      if (LedgerPlaces.fits(path)) {
        seen.add(path);
        consider(path, file);
      } else {
        fail(
            LedgerPlaces.of(path, seen),
            FailureReason.UNSUPPORTED,
            "its path is longer than [" + ModelLimits.MAX_PATH_BYTES + "] bytes");
      }
    }
    for (PassedOver other : walk.passedOver()) {
      passOver(LedgerPlaces.of(setup.source().prefix() + other.path(), seen), other);
    }
    findRemoved(seen);
    pending.flush(Durability.BUFFERED);
    return this;
  }

  private long knownFiles() throws IOException {
    long[] known = {0};
    ledger.rows(
        setup.dataset(),
        setup.source().prefix(),
        (path, row) -> {
          if (row.document().isPresent()) {
            known[0]++;
          }
          return true;
        });
    return known[0];
  }

  private void consider(String path, SourceFile file) throws IOException {
    FileStamp stamp;
    try {
      stamp = FileStamps.of(file.file());
    } catch (NoSuchFileException vanished) {
      return;
    }
    Optional<FileRow> left = anyPending ? ledger.pending(setup.dataset(), path) : Optional.empty();
    Optional<FileRow> known = ledger.row(setup.dataset(), path);
    if (left.isPresent()) {
      if (isStill(left.get(), stamp)) {
        // A run that did not end dealt with it.
        countLeft(left.get(), known);
        return;
      }
      ledger.dropPending(pending.current(path.length()), setup.dataset(), path);
    } else if (known.isPresent() && isStill(known.get(), stamp)) {
      count(known.get());
      return;
    }
    tasks.add(new FileTask(path, file, stamp, known));
  }

  /** Whether looking into the file would tell what the row says. */
  private boolean isStill(FileRow row, FileStamp stamp) {
    if (!row.isSureOf(stamp)) {
      return false;
    }
    return switch (row.state()) {
      case INDEXED -> row.config().equals(setup.config());
      case FAILED ->
          row.config().equals(setup.config())
              && !retryFailed
              && !row.reason().equals(FailureReason.UNREADABLE.text());
      case SKIPPED -> row.reason().equals(Rows.TAKEN_OUT);
      case REMOVED -> false;
    };
  }

  private void countLeft(FileRow left, Optional<FileRow> known) {
    boolean isNew =
        left.state() == FileState.INDEXED
            && !left.document().equals(known.flatMap(FileRow::document));
    if (isNew) {
      resumed++;
    } else {
      count(left);
    }
  }

  private void count(FileRow row) {
    switch (row.state()) {
      case INDEXED -> unchanged++;
      case FAILED -> failed++;
      case SKIPPED, REMOVED -> skipped++;
    }
  }

  private void passOver(String path, PassedOver other) throws IOException {
    Optional<FailureReason> failure = other.failure();
    if (failure.isPresent()) {
      fail(path, failure.get(), other.detail());
    } else {
      put(
          path,
          Rows.skipped(
              FileStamp.NONE,
              0,
              setup.config(),
              other.why().name().toLowerCase(Locale.ROOT),
              other.detail()));
    }
  }

  private void fail(String path, FailureReason reason, String detail) throws IOException {
    boolean isFolder = path.endsWith("/");
    Optional<Cid> before =
        isFolder ? Optional.empty() : ledger.row(setup.dataset(), path).flatMap(FileRow::document);
    put(path, Rows.failed(FileStamp.NONE, 0, setup.config(), reason, detail, before));
  }

  private void put(String path, FileRow row) throws IOException {
    count(row);
    Optional<FileRow> known = ledger.row(setup.dataset(), path);
    if (known.isEmpty() || !known.get().equals(row)) {
      ledger.putPending(pending.current(path.length()), setup.dataset(), path, row);
    }
  }

  /** Whatever the ledger has of this source and the walk has not is gone. */
  private void findRemoved(Set<String> seen) throws IOException {
    String prefix = setup.source().prefix();
    ledger.rows(
        setup.dataset(),
        prefix,
        (path, row) -> {
          if (!seen.contains(path) && !walk.mayStillExist(path.substring(prefix.length()))) {
            if (row.document().isPresent()) {
              removed++;
            }
            ledger.putPending(
                pending.current(path.length()), setup.dataset(), path, Rows.removed());
          }
          return true;
        });
    if (anyPending) {
      ledger.pending(
          setup.dataset(),
          prefix,
          (path, row) -> {
            boolean gone = row.state() != FileState.REMOVED && !seen.contains(path);
            boolean back = row.state() == FileState.REMOVED && seen.contains(path);
            if ((gone || back) && ledger.row(setup.dataset(), path).isEmpty()) {
              ledger.dropPending(pending.current(path.length()), setup.dataset(), path);
            }
            return true;
          });
    }
  }
}
