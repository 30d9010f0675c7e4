package io.pinakes.datasets.ledger;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The rows of all files.
 *
 * <pre>
 * ledger    dataset | path                → {@link FileRow}, as the head's manifest has it
 * pending   dataset | path                → {@link FileRow}, as the next manifest will have it
 * contents  dataset | sha256 | path       → nothing; where that content was seen
 * </pre>
 *
 * Rows of {@code contents} may be stale: whoever follows one holds the row it leads to against what
 * he looks for.
 */
public final class Ledger {
  private final Table rows;
  private final Table pending;
  private final Table contents;

  /** Takes rows one by one. */
  @FunctionalInterface
  public interface RowVisitor {
    /** Looks at the next row; false ends the visit. */
    boolean visit(String path, FileRow row) throws IOException;
  }

  /** The ledger in a store. */
  public Ledger(Store store) {
    this.rows = store.table("ledger");
    this.pending = store.table("pending");
    this.contents = store.table("contents");
  }

  /** The row of a path as the head's manifest has it. */
  public Optional<FileRow> row(DatasetRecord dataset, String path) throws IOException {
    return read(rows, dataset, path);
  }

  /** The row of a path as a run has left it for the next manifest. */
  public Optional<FileRow> pending(DatasetRecord dataset, String path) throws IOException {
    return read(pending, dataset, path);
  }

  /** All rows whose paths begin so, sorted by the UTF-8 of the path. */
  public void rows(DatasetRecord dataset, String prefix, RowVisitor visitor) throws IOException {
    scan(rows, dataset, prefix, visitor);
  }

  /** All pending rows whose paths begin so, sorted by the UTF-8 of the path. */
  public void pending(DatasetRecord dataset, String prefix, RowVisitor visitor) throws IOException {
    scan(pending, dataset, prefix, visitor);
  }

  /** Whether nothing is pending in a dataset. */
  public boolean nothingPending(DatasetRecord dataset) throws IOException {
    return nothingPending(Keys.dataset(dataset.number()));
  }

  /** Whether nothing is pending in any dataset. */
  public boolean nothingPending() throws IOException {
    return nothingPending(new byte[0]);
  }

  private boolean nothingPending(byte[] prefix) throws IOException {
    boolean[] none = {true};
    pending.scan(
        prefix,
        (key, value) -> {
          none[0] = false;
          return false;
        });
    return none[0];
  }

  /** Leaves a row for the next manifest. */
  public void putPending(Batch batch, DatasetRecord dataset, String path, FileRow row) {
    batch.put(pending, Keys.path(dataset.number(), path), row.encode());
    row.sha256().ifPresent(hash -> batch.put(contents, content(dataset, hash, path), new byte[0]));
  }

  /** Forgets what was left for the next manifest. */
  public void dropPending(Batch batch, DatasetRecord dataset, String path) {
    batch.delete(pending, Keys.path(dataset.number(), path));
  }

  /** Makes a pending row the row: the head's manifest says the same. */
  public void promote(Batch batch, DatasetRecord dataset, String path, FileRow row)
      throws IOException {
    if (row.state() == FileState.REMOVED) {
      remove(batch, dataset, path);
    } else {
      put(batch, dataset, path, row);
    }
    dropPending(batch, dataset, path);
  }

  /** Sets the row of a path. */
  public void put(Batch batch, DatasetRecord dataset, String path, FileRow row) throws IOException {
    Optional<FileRow> before = row(dataset, path);
    if (before.isPresent() && !before.get().sha256().equals(row.sha256())) {
      forgetContent(batch, dataset, path, before.get());
    }
    batch.put(rows, Keys.path(dataset.number(), path), row.encode());
    row.sha256().ifPresent(hash -> batch.put(contents, content(dataset, hash, path), new byte[0]));
  }

  /** Removes the row of a path. */
  public void remove(Batch batch, DatasetRecord dataset, String path) throws IOException {
    Optional<FileRow> before = row(dataset, path);
    if (before.isPresent()) {
      forgetContent(batch, dataset, path, before.get());
    }
    batch.delete(rows, Keys.path(dataset.number(), path));
  }

  /**
   * An indexed row whose file had this content, made under that configuration, from a file whose
   * name ends alike: what it became can be taken over without reading the file.
   */
  public Optional<FileRow> likeContent(
      DatasetRecord dataset, Multihash sha256, String config, String path) throws IOException {
    byte[] prefix = Keys.of(dataset.number(), sha256.digest());
    FileRow[] found = new FileRow[1];
    contents.scan(
        prefix,
        (key, value) -> {
          String other =
              new String(key, prefix.length, key.length - prefix.length, StandardCharsets.UTF_8);
          if (ending(other).equals(ending(path))) {
            found[0] = matching(dataset, other, sha256, config).orElse(found[0]);
          }
          return found[0] == null;
        });
    return Optional.ofNullable(found[0]);
  }

  /** The sizes of the files of some documents together, as far as they have rows. */
  public long bytes(DatasetRecord dataset, List<DocumentEntry> documents) throws IOException {
    long bytes = 0;
    for (DocumentEntry document : documents) {
      bytes += row(dataset, document.path()).map(row -> row.stamp().size()).orElse(0L);
    }
    return bytes;
  }

  private Optional<FileRow> matching(
      DatasetRecord dataset, String path, Multihash sha256, String config) throws IOException {
    Optional<FileRow> row = pending(dataset, path);
    if (row.isEmpty() || row.get().document().isEmpty()) {
      row = row(dataset, path);
    }
    return row.filter(
        found ->
            found.state() == FileState.INDEXED
                && found.document().isPresent()
                && found.sha256().equals(Optional.of(sha256))
                && found.config().equals(config));
  }

  /** What may help to tell the type of a file: all of its name behind the first dot. */
  private static String ending(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot);
  }

  /** Forgets all rows of a dataset. */
  public void removeAll(Batch batch, DatasetRecord dataset) {
    for (Table table : new Table[] {rows, pending, contents}) {
      batch.deleteRange(table, Keys.dataset(dataset.number()), Keys.behind(dataset.number()));
    }
  }

  private void forgetContent(Batch batch, DatasetRecord dataset, String path, FileRow row) {
    row.sha256().ifPresent(hash -> batch.delete(contents, content(dataset, hash, path)));
  }

  private static byte[] content(DatasetRecord dataset, Multihash sha256, String path) {
    return Keys.of(dataset.number(), sha256.digest(), path.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<FileRow> read(Table table, DatasetRecord dataset, String path)
      throws IOException {
    Optional<byte[]> value = table.get(Keys.path(dataset.number(), path));
    return value.isPresent() ? Optional.of(FileRow.decode(value.get())) : Optional.empty();
  }

  private static void scan(Table table, DatasetRecord dataset, String prefix, RowVisitor visitor)
      throws IOException {
    table.scan(
        Keys.path(dataset.number(), prefix),
        (key, value) -> visitor.visit(Keys.pathOf(key), FileRow.decode(value)));
  }
}
