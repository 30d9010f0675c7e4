package io.pinakes.datasets.testing;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.Place;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexedChunk;
import io.pinakes.vectorstore.ScoredChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A home and a folder of files beside it, with short words for what tests do to them. */
public final class TestHome implements AutoCloseable {
  /** When tests take place. */
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final Path root;
  private final Parts parts;
  private Bank bank;
  private Duration later = Duration.ZERO;

  /** Opens a home in the folder {@code home} of a temporary folder. */
  public TestHome(Path tmp, Parts parts) throws IOException {
    this.root = tmp;
    this.parts = parts;
    Files.createDirectories(files());
    this.bank = open();
  }

  private Bank open() throws IOException {
    BankOptions options =
        new BankOptions(
            StoreOptions.Access.WRITE,
            Long.MAX_VALUE,
            "a test",
            parts,
            () -> NOW.plus(later),
            System::nanoTime,
            new SplittableRandom(root.toString().hashCode()));
    return Bank.open(root.resolve("home"), options);
  }

  /** Lets time go on. */
  public void wait(Duration time) {
    later = later.plus(time);
  }

  /** The folder that is ingested. */
  public Path files() {
    return root.resolve("files");
  }

  /** The bank. */
  public Bank bank() {
    return bank;
  }

  /** Closes the bank and opens it again. */
  public Bank reopen() throws IOException {
    bank.close();
    bank = open();
    return bank;
  }

  /** Writes a file that is an hour old. */
  public Path write(String relative, String content) throws IOException {
    Path file = files().resolve(relative);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(NOW.plus(later).minus(Duration.ofHours(1))));
    return file;
  }

  /** Deletes a file. */
  public void delete(String relative) throws IOException {
    Files.delete(files().resolve(relative));
  }

  /** Ingests the folder into the dataset {@code papers}. */
  public IngestReport ingest() throws IOException {
    return bank.ingest(request(), ProgressListener.NONE);
  }

  /** What {@link #ingest} asks for. */
  public IngestRequest request() {
    return IngestRequest.of("papers", files()).withModel("words");
  }

  /** The paths of the dataset with their documents. */
  public NavigableMap<String, Document> documents() throws IOException {
    NavigableMap<String, Document> documents = new TreeMap<>();
    try (DatasetReader reader = reader()) {
      var cursor = reader.documents().cursor();
      for (Optional<DocumentEntry> entry = cursor.next();
          entry.isPresent();
          entry = cursor.next()) {
        documents.put(entry.get().path(), reader.document(entry.get().document()));
      }
    }
    return documents;
  }

  /** A reader of the dataset. */
  public DatasetReader reader() throws IOException {
    return bank.reader("papers").orElseThrow();
  }

  /** The places of what is found by words, best first. */
  public List<Place> find(String words) throws IOException {
    List<Place> places = new ArrayList<>();
    try (DatasetReader reader = reader()) {
      for (ScoredChunk hit : reader.index().text(words, 100, Filter.NONE)) {
        IndexedChunk chunk = reader.index().chunk(hit.chunk()).orElseThrow();
        places.addAll(reader.places(hit.chunk(), chunk.documents()));
      }
    }
    return places;
  }

  /** The whole text of a document. */
  public String text(Document document) throws IOException {
    // Short texts are one raw block.
    return new String(
        bank.store().blocks().get(document.text()).orElseThrow(), StandardCharsets.UTF_8);
  }

  /** The whole text of a chunk. */
  public String chunk(Cid chunk) throws IOException {
    return new String(bank.store().blocks().get(chunk).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    bank.close();
  }
}
