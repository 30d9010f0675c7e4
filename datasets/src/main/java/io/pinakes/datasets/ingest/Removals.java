package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.garbage.Purges;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.DocumentMap;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.model.tree.TreeEditor;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes documents out of a dataset by the user's will rather than because their files went.
 *
 * <p>What is to go is written down as pending first, as an ingest does: a process that dies on the
 * way leaves it to the next try, or to the next ingest.
 */
public final class Removals {
  private final Store store;
  private final VersionMaker versions;
  private final DatasetRecord dataset;
  private final Ledger ledger;

  /** From that dataset. */
  public Removals(Store store, VersionMaker versions, DatasetRecord dataset) {
    this.store = store;
    this.versions = versions;
    this.dataset = dataset;
    this.ledger = new Ledger(store);
  }

  /**
   * Takes the document at a path out.
   *
   * @param purge whether the older versions are given up as well; then it is enough if one of them
   *     has the document, as after it was taken out before, or its file was deleted
   * @return the version without it; empty if there is none at that path
   */
  public Optional<Version> document(String path, boolean purge, Consumer<Stage> stages)
      throws IOException {
    Optional<Version> now = versions.current(dataset);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    if (versions.holds(now.get(), path)) {
      return takeOut(now.get(), path, purge, stages);
    }
    if (!purge || versions.holding(dataset, path).isEmpty()) {
      return Optional.empty();
    }
    return make(now.get(), VersionChange.MapEdits.NONE, true, stages);
  }

  private Optional<Version> takeOut(Version now, String path, boolean purge, Consumer<Stage> stages)
      throws IOException {
    byte[] key = DocumentEntry.key(path);
    Optional<FileRow> row = ledger.row(dataset, path);
    if (row.isPresent()) {
      Batch batch = store.batch();
      ledger.putPending(batch, dataset, path, takenOut(row.get()));
      batch.commit(Durability.SYNCED);
    }
    Optional<Version> made = make(now, editor -> editor.remove(key), purge, stages);
    if (row.isPresent()) {
      Batch batch = store.batch();
      ledger.promote(batch, dataset, path, takenOut(row.get()));
      batch.commit(Durability.BUFFERED);
    }
    return made;
  }

  /**
   * Takes all documents of a source out, and forgets its files.
   *
   * @return the version without them; empty if there are none
   */
  public Optional<Version> source(String source, Consumer<Stage> stages) throws IOException {
    String prefix = source + "/";
    StoreBatches batches = new StoreBatches(store::batch);
    ledger.rows(
        dataset,
        prefix,
        (path, row) -> {
          ledger.putPending(batches.current(path.length()), dataset, path, Rows.removed());
          return true;
        });
    batches.flush(Durability.SYNCED);
    Optional<Version> now = versions.current(dataset);
    Optional<Version> made =
        now.isEmpty()
            ? Optional.empty()
            : make(now.get(), editor -> removeAll(now.get(), prefix, editor), false, stages);
    ledger.pending(
        dataset,
        prefix,
        (path, row) -> {
          ledger.promote(batches.current(path.length()), dataset, path, Rows.removed());
          return true;
        });
    batches.flush();
    return made;
  }

  private void removeAll(Version now, String prefix, TreeEditor<DocumentEntry> editor)
      throws IOException {
    TreeCursor<DocumentEntry> cursor =
        DocumentMap.at(store.blocks(), now.manifest().documents())
            .cursor(DocumentEntry.key(prefix));
    for (Optional<DocumentEntry> entry = cursor.next();
        entry.isPresent() && entry.get().path().startsWith(prefix);
        entry = cursor.next()) {
      editor.remove(DocumentEntry.key(entry.get().path()));
    }
  }

  private Optional<Version> make(
      Version now, VersionChange.MapEdits edits, boolean purge, Consumer<Stage> stages)
      throws IOException {
    return versions.make(
        dataset,
        new VersionChange(
            edits, now.manifest().pipeline(), now.manifest().model(), false, purge, false),
        stages,
        batch -> {
          if (purge) {
            new Purges(store).begin(batch, dataset);
          }
        });
  }

  private static FileRow takenOut(FileRow row) {
    return new FileRow(
        row.stamp(),
        row.observedNanos(),
        row.sha256(),
        row.config(),
        FileState.SKIPPED,
        Rows.TAKEN_OUT,
        "taken out by hand; it comes back when the file changes",
        Optional.empty());
  }
}
