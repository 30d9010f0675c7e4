package io.pinakes.query.http.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.query.bank.DocumentLookup;
import io.pinakes.query.http.Call;
import io.pinakes.query.http.Lane;
import io.pinakes.query.http.ProblemException;
import io.pinakes.query.http.Reply;
import io.pinakes.query.http.Route;
import io.pinakes.query.json.ChunkJson;
import io.pinakes.query.json.DocumentJson;
import io.pinakes.query.json.DocumentText;
import io.pinakes.query.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Documents, their texts, the files behind them, and chunks. */
final class DocumentResource {
  private final Desk desk;

  DocumentResource(Desk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    String documents = "/api/v1/datasets/{dataset}/documents";
    return List.of(
        Route.get(documents, Lane.READ, this::list),
        Route.get(documents + "/{document}", Lane.READ, this::show),
        Route.get(documents + "/{document}/text", Lane.READ, this::text),
        Route.get("/api/v1/datasets/{dataset}/files", Lane.READ, this::files),
        Route.get("/api/v1/chunks/{chunk}", Lane.READ, this::chunk));
  }

  /** What is done with an open version. */
  private interface Reading {
    Reply read(DatasetReader reader) throws IOException, ProblemException;
  }

  private Reply reading(Call call, Reading reading) throws IOException, ProblemException {
    String dataset = call.param("dataset");
    Optional<DatasetReader> reader = desk.bank().reader(dataset);
    if (reader.isEmpty()) {
      throw new ProblemException(
          404,
          "no-version",
          "Dataset [" + dataset + "] has no complete version yet.",
          "Wait for its ingest: GET /api/v1/jobs");
    }
    try (DatasetReader open = reader.get()) {
      return reading.read(open);
    }
  }

  private Reply list(Call call) throws IOException, ProblemException {
    Page page = Page.of(call);
    String prefix = call.first("prefix").orElse("");
    return reading(
        call,
        reader -> {
          ObjectNode document =
              Json.document("pinakes.document-ls/1")
                  .put("dataset", reader.name())
                  .put("manifest", reader.manifestCid().toString());
          ArrayNode array = document.putArray("documents");
          String from = page.cursor().isEmpty() ? prefix : page.cursor();
          TreeCursor<DocumentEntry> cursor = reader.documents(from);
          String next = null;
          for (var entry = cursor.next(); entry.isPresent(); entry = cursor.next()) {
            String path = entry.get().path();
            if (path.equals(page.cursor())) {
              continue;
            }
            if (!path.startsWith(prefix)) {
              break;
            }
            if (array.size() == page.limit()) {
              next = array.get(array.size() - 1).get("path").asText();
              break;
            }
            Document found = reader.document(entry.get().document());
            array
                .addObject()
                .put("document", entry.get().document().toString())
                .put("path", path)
                .put("title", found.title().orElse(null))
                .put("media_type", found.mediaType())
                .put("size", found.size());
          }
          return Etags.answer(call, document.put("next", next == null ? null : Page.encode(next)));
        });
  }

  private Reply show(Call call) throws IOException, ProblemException {
    return reading(
        call, reader -> Etags.answer(call, DocumentJson.document(reader, find(reader, call))));
  }

  private Reply text(Call call) throws IOException, ProblemException {
    int start = number(call, "start", 0);
    int end = number(call, "end", Integer.MAX_VALUE);
    if (end < start) {
      throw new ProblemException(
          400,
          "bad-request",
          "[end] is before [start].",
          "Send an [end] behind [start], or none for the rest.");
    }
    return reading(
        call,
        reader -> {
          DocumentEntry entry = find(reader, call);
          Document document = reader.document(entry.document());
          String text = DocumentText.read(reader, document, start, end);
          boolean plain = call.header("accept").orElse("").startsWith("text/plain");
          byte[] body =
              plain
                  ? text.getBytes(StandardCharsets.UTF_8)
                  : Json.bytes(DocumentJson.text(entry, document.path(), start, text));
          // The same document's text never changes, whatever becomes of the dataset.
          String name =
              Etags.mark(entry.document() + " " + document.path() + " " + start + "-" + end);
          Reply reply =
              call.param("document").equals(entry.document().toString())
                  ? Etags.immutable(
                      call, body, plain ? "text/plain; charset=utf-8" : "application/json", name)
                  : Reply.bytes(
                      200, plain ? "text/plain; charset=utf-8" : "application/json", body);
          return reply.with("Vary", "Accept");
        });
  }

  private Reply files(Call call) throws IOException, ProblemException {
    Page page = Page.of(call);
    String dataset = call.param("dataset");
    String state = call.first("state").orElse("");
    ObjectNode document = Json.document("pinakes.ingest-status/1").put("dataset", dataset);
    ArrayNode array = document.putArray("files");
    boolean[] more = {false};
    desk.bank()
        .files(
            dataset,
            file -> {
              if (file.path().compareTo(page.cursor()) <= 0 && !page.cursor().isEmpty()
                  || !state.isEmpty() && !file.state().text().equals(state)) {
                return true;
              }
              if (array.size() == page.limit()) {
                more[0] = true;
                return false;
              }
              array
                  .addObject()
                  .put("dataset", dataset)
                  .put("path", file.path())
                  .put("state", file.state().text())
                  .put("reason", file.reason().isEmpty() ? null : file.reason())
                  .put("detail", file.detail())
                  .put("size", file.size())
                  .put("document", file.document().map(Cid::toString).orElse(null));
              return true;
            });
    String last = more[0] ? array.get(array.size() - 1).get("path").asText() : null;
    return Etags.answer(call, document.put("next", last == null ? null : Page.encode(last)));
  }

  /** A chunk that some dataset has in its newest version, with the places where it stands. */
  private Reply chunk(Call call) throws IOException, ProblemException {
    Cid cid = cid(call.param("chunk"));
    ObjectNode document =
        ChunkJson.document(desk.bank(), cid)
            .orElseThrow(
                () ->
                    new ProblemException(
                        404,
                        "unknown-chunk",
                        "No dataset here has the chunk [" + cid + "].",
                        "Search for it: POST /api/v1/search gives the chunks of the newest"
                            + " versions."));
    return Etags.answer(call, document);
  }

  /** By path first, then by id, as the command line takes it. */
  private static DocumentEntry find(DatasetReader reader, Call call)
      throws IOException, ProblemException {
    String wanted = call.param("document");
    Optional<DocumentEntry> found = DocumentLookup.find(reader, wanted);
    if (found.isPresent()) {
      return found.get();
    }
    throw new ProblemException(
        404,
        "unknown-document",
        "Dataset [" + reader.name() + "] has no document [" + wanted + "].",
        "See what it has: GET /api/v1/datasets/" + reader.name() + "/documents");
  }

  private static Cid cid(String text) throws ProblemException {
    return DocumentLookup.cid(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    400,
                    "bad-request",
                    "[" + text + "] is no CID.",
                    "Give it whole, as it is shown: it begins with b or Qm."));
  }

  private static int number(Call call, String name, int otherwise) throws ProblemException {
    Optional<String> text = call.first(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw new ProblemException(
          400,
          "bad-request",
          "[" + name + "] is no number of characters.",
          "Send a whole number from 0 to 999999999.");
    }
    return Integer.parseInt(text.get());
  }
}
