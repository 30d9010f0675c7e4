package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.source.SourceFile;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the blocks of a document again from the file that it was read from. The same file under the
 * same configuration gives the same blocks; a file that has changed gives none.
 */
public final class DocumentMaker implements AutoCloseable {
  private final Ledger ledger;
  private final Setup setup;
  private final List<AutoCloseable> opened;

  /** Opens makers. */
  @FunctionalInterface
  public interface Source {
    /** Opens the maker for a dataset. */
    DocumentMaker open(DatasetRecord dataset) throws IOException;
  }

  /** A document cannot be made again. */
  public static final class CannotMakeException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotMakeException(String why) {
      super(why);
    }
  }

  DocumentMaker(Store store, Setup setup, List<AutoCloseable> opened) {
    this.ledger = new Ledger(store);
    this.setup = setup;
    this.opened = List.copyOf(opened);
  }

  /**
   * Makes the blocks of the document at a path.
   *
   * @throws CannotMakeException if its file is gone, has changed, or would be read differently now
   */
  public List<Block> make(String path) throws IOException, CannotMakeException {
    Optional<FileRow> row = ledger.row(setup.dataset(), path);
    if (row.isEmpty() || row.get().sha256().isEmpty()) {
      throw new CannotMakeException("no file is known that it was read from");
    }
    if (!row.get().config().equals(setup.config())) {
      throw new CannotMakeException(
          "this version reads files in another way; ingest the folder again");
    }
    Path file = file(path);
    FileStamp stamp = FileStamps.of(file);
    Multihash sha256 = Multihash.of(Multihash.SHA2_256, FileReading.sha256(file));
    if (!row.get().sha256().get().equals(sha256)) {
      throw new CannotMakeException("its file [" + file + "] has changed; ingest the folder again");
    }
    return blocks(path, file, stamp, sha256);
  }

  private Path file(String path) throws CannotMakeException {
    int slash = path.indexOf('/');
    Optional<SourceRecord> source =
        slash < 0 ? Optional.empty() : setup.dataset().source(path.substring(0, slash));
    if (source.isEmpty()) {
      throw new CannotMakeException("its source is not known");
    }
    Path file = source.get().root().resolve(path.substring(slash + 1));
    if (!file.normalize().startsWith(source.get().root()) || !Files.isRegularFile(file)) {
      throw new CannotMakeException("its file [" + file + "] is not there");
    }
    return file;
  }

  private List<Block> blocks(String path, Path file, FileStamp stamp, Multihash sha256)
      throws IOException, CannotMakeException {
    ExtractedDocument text;
    try {
      text = setup.extractor().extract(file, path);
    } catch (ExtractionException e) {
      throw new CannotMakeException("its file [" + file + "] gives no text now: " + e.detail());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    List<Passage> passages = setup.chunker().chunk(text);
    List<Cid> chunks = new ArrayList<>(passages.size());
    passages.forEach(passage -> chunks.add(Cid.of(Multicodec.RAW, passage.chunk())));
    SourceFile found = new SourceFile(path, file, stamp.size(), Instant.EPOCH);
    DocumentJob job =
        new DocumentJob(
            new FileTask(path, found, stamp, Optional.empty()),
            stamp,
            0,
            sha256,
            text,
            passages,
            chunks);
    List<Block> made = new ArrayList<>();
    new DocumentWriter(setup.dataset().keepFiles()).write(job, made::add);
    return made;
  }

  @Override
  public void close() {
    IngestSession.closeAll(opened);
  }
}
