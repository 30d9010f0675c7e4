package io.pinakes.query.http.api;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.datasets.model.Document;
import io.pinakes.query.bank.DocumentLookup;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that documents were read from, where they still are. What is sent has the hash that the
 * document names, so that nobody gets another file by a folder that was changed, or by a link.
 */
final class FileResource {
  private static final int PIECE = 64 << 10;

  private final Desk desk;

  FileResource(Desk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/api/v1/datasets/{dataset}/documents/{document}/file", Lane.READ, this::original));
  }

  private Reply original(Call call) throws IOException, ProblemException {
    String dataset = call.param("dataset");
    Document document = document(dataset, call.param("document"));
    Optional<Path> file = place(desk.bank().dataset(dataset), document.path());
    if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      throw new ProblemException(
          404,
          "file-gone",
          "The file that this document was read from is not here any more.",
          "Its text is: GET /api/v1/datasets/" + dataset + "/documents/DOCUMENT/text");
    }
    if (Files.size(file.get()) != document.size() || !hasHash(file.get(), document.sha256())) {
      throw new ProblemException(
          409,
          "file-changed",
          "The file has changed since this document was read from it.",
          "Ingest its folder again.");
    }
    return new Reply.Stored(
        // Never shown by a browser as what it says it is: it may be a page with scripts.
        Map.of(
            "Content-Type",
            "application/octet-stream",
            "Content-Disposition",
            "attachment",
            "Content-Security-Policy",
            "sandbox; default-src 'none'; frame-ancestors 'none'"),
        file.get(),
        document.size());
  }

  private Document document(String dataset, String wanted) throws IOException, ProblemException {
    Optional<DatasetReader> reader = desk.bank().reader(dataset);
    if (reader.isPresent()) {
      try (DatasetReader open = reader.get()) {
        var found = DocumentLookup.find(open, wanted);
        if (found.isPresent()) {
          return open.document(found.get().document());
        }
      }
    }
    throw new ProblemException(
        404,
        "unknown-document",
        "Dataset [" + dataset + "] has no document [" + wanted + "].",
        "See what it has: GET /api/v1/datasets/" + dataset + "/documents");
  }

  /** Where {@code source/relative} lies, if that source is a folder here. */
  private static Optional<Path> place(DatasetInfo dataset, String path) {
    int slash = path.indexOf('/');
    String name = slash < 0 ? path : path.substring(0, slash);
    for (SourceRecord source : dataset.sources()) {
      if (source.name().equals(name) && slash > 0) {
        try {
          Path file = source.root().resolve(path.substring(slash + 1)).normalize();
          return file.startsWith(source.root()) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasHash(Path file, Multihash wanted) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every platform has SHA-256", e);
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return Arrays.equals(digest.digest(), wanted.digest());
  }
}
