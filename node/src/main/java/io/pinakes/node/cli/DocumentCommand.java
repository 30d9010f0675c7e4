package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.VersionInfo;
import io.pinakes.datasets.model.Document;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.json.DocumentJson;
import io.pinakes.query.json.DocumentText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes document}: single documents. */
@Command(
    name = "document",
    description = {
      "Show and remove single documents.",
      "",
      "  pinakes document show papers files/wing.pdf",
      "  pinakes document rm papers files/wing.pdf --purge",
      ""
    })
final class DocumentCommand {
  private final Session session;

  DocumentCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "show",
      description = {
        "Show a document and where its chunks begin and end, or its text.",
        "",
        "  pinakes document show papers files/wing.pdf",
        "  pinakes document show papers files/wing.pdf --characters 437-551   what a citation"
            + " names",
        "  pinakes document show papers bafyrei…       by its id, as search --json gives it",
        ""
      })
  int show(
      @Parameters(paramLabel = "DATASET") String dataset,
      @Parameters(paramLabel = "PATH|ID", description = "As search and ingest status print it.")
          String path,
      @Option(names = "--text", description = "Print the text that was read from the file.")
          boolean whole,
      @Option(
              names = "--characters",
              paramLabel = "A-B",
              description = "Print that range of the text.")
          @Nullable String characters)
      throws IOException {
    Optional<CharacterRange> range =
        Optional.ofNullable(characters)
            .map(CharacterRange::parse)
            .or(() -> whole ? Optional.of(CharacterRange.ALL) : Optional.empty());
    Optional<DatasetReader> reader = session.readableBank().reader(dataset);
    if (reader.isEmpty()) {
      throw missing(session, dataset, path);
    }
    try (DatasetReader open = reader.get()) {
      DocumentEntry entry = find(open, path).orElseThrow(() -> missing(session, dataset, path));
      if (range.isPresent()) {
        printText(open, entry, range.get());
        return ExitCode.OK;
      }
      ObjectNode node = DocumentJson.document(open, entry);
      if (session.json()) {
        session.print(node);
      } else {
        print(node);
      }
    }
    return ExitCode.OK;
  }

  private void printText(DatasetReader reader, DocumentEntry entry, CharacterRange range)
      throws IOException {
    Document document = reader.document(entry.document());
    String text = DocumentText.read(reader, document, range.from(), range.to());
    if (text.isEmpty() && range.from() > 0) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "the text of [" + document.path() + "] ends before character [" + range.from() + "]",
          "Its last characters are those of the last chunk: "
              + session.command(
                  "document show " + reader.name() + " " + Printable.line(document.path())));
    }
    if (session.json()) {
      session.print(DocumentJson.text(entry, document.path(), range.from(), text));
    } else {
      session.outWriter().println(Printable.text(text));
    }
  }

  /**
   * By path first: a file may be called as it likes. Then by id, and then by the path as it is
   * printed, which is on one line and without what would move the cursor.
   */
  private static Optional<DocumentEntry> find(DatasetReader reader, String pathOrId)
      throws IOException {
    Optional<DocumentEntry> atPath = reader.find(pathOrId);
    if (atPath.isPresent()) {
      return atPath;
    }
    Optional<Cid> id = id(pathOrId);
    Optional<DocumentEntry> printedSo = Optional.empty();
    TreeCursor<DocumentEntry> all = reader.documents("");
    for (var entry = all.next(); entry.isPresent(); entry = all.next()) {
      if (id.isPresent() && entry.get().document().equals(id.get())) {
        return entry;
      }
      if (Printable.line(entry.get().path()).equals(pathOrId)) {
        if (printedSo.isPresent()) {
          throw new CliException(
              ExitCode.USAGE,
              "several documents have paths that are printed as [" + pathOrId + "]",
              "Name it by its id, as search --json gives it.");
        }
        printedSo = entry;
      }
    }
    return printedSo;
  }

  private static Optional<Cid> id(String text) {
    try {
      return Optional.of(Cid.parse(text));
    } catch (MultiformatException e) {
      return Optional.empty();
    }
  }

  private void print(ObjectNode node) {
    var out = session.outWriter();
    out.println(session.style().bold(Printable.line(node.get("path").asText())));
    out.println(
        node.get("media_type").asText()
            + ", "
            + Figures.bytes(node.get("size").asLong())
            + ", "
            + node.get("document").asText());
    for (var chunk : node.get("chunks")) {
      out.printf(
          Locale.ROOT,
          "%8d–%-8d %s%n",
          chunk.get("start").asInt(),
          chunk.get("end").asInt(),
          chunk.get("chunk").asText());
    }
  }

  @Command(
      name = "rm",
      description = {
        "Take a document out; it is not taken up again while its file stays as it is.",
        "",
        "  pinakes document rm papers files/wing.pdf",
        "  pinakes document rm papers files/wing.pdf --purge    also from older versions, even if"
            + " only they still have it",
        "  pinakes document rm papers files/wing.pdf --purge --dry-run    says what would go",
        ""
      })
  int remove(
      @Parameters(paramLabel = "DATASET") String dataset,
      @Parameters(paramLabel = "PATH") String path,
      @Option(
              names = "--purge",
              description =
                  "Nothing of it stays: older versions are given up, vectors written anew.")
          boolean purge,
      @Option(names = "--dry-run", description = "Only say what would go.") boolean dryRun)
      throws IOException {
    if (dryRun) {
      return rehearse(dataset, path, purge);
    }
    ObjectNode spec = Json.MAPPER.createObjectNode().put("dataset", dataset);
    spec.put("path", path).put("purge", purge);
    ObjectNode done =
        new NodeJob(session)
            .orHere(
                "remove-document",
                spec,
                ProgressListener.NONE,
                () -> removeHere(dataset, path, purge));
    Done.say(session, done, "removed");
    return ExitCode.OK;
  }

  private ObjectNode removeHere(String dataset, String path, boolean purge) throws IOException {
    Bank bank = session.existingBank();
    var made = bank.writer(dataset).removeDocument(path, purge, ProgressListener.NONE);
    if (made.isEmpty()) {
      throw missing(session, dataset, path, bank.versionsWith(dataset, path));
    }
    return Json.document("pinakes.document-rm/1").put("removed", dataset + ": " + path);
  }

  private int rehearse(String dataset, String path, boolean purge) throws IOException {
    Bank bank = session.readableBank();
    List<VersionInfo> all = bank.versions(dataset);
    List<VersionInfo> with = bank.versionsWith(dataset, path);
    boolean newest = !with.isEmpty() && with.getFirst().equals(all.getFirst());
    if (with.isEmpty() || !(newest || purge)) {
      throw missing(session, dataset, path, with);
    }
    List<VersionInfo> givenUp = purge ? all : List.of();
    if (session.json()) {
      ObjectNode node = Json.document("pinakes.document-rm/1");
      node.put("would_remove", dataset + ": " + path).put("documents", newest ? 1 : 0);
      ArrayNode having = node.putArray("versions_with_it");
      with.forEach(version -> having.add(version.version()));
      ArrayNode lost = node.putArray("versions_given_up");
      givenUp.forEach(version -> lost.add(version.version()));
      session.print(node);
    } else {
      session
          .outWriter()
          .println(
              "would take out "
                  + Printable.line(dataset + ": " + path)
                  + (newest ? "" : ", which only older versions have")
                  + (purge ? ", and give up versions " + numbers(givenUp) : ""));
      session.note("It is in versions " + numbers(with) + ".");
    }
    return ExitCode.OK;
  }

  private static String numbers(List<VersionInfo> versions) {
    return versions.stream()
        .map(version -> Long.toString(version.version()))
        .collect(Collectors.joining(", "));
  }

  private static CliException missing(
      Session session, String dataset, String path, List<VersionInfo> older) {
    return older.isEmpty()
        ? missing(session, dataset, path)
        : new CliException(
            ExitCode.NOT_FOUND,
            "dataset ["
                + dataset
                + "] has no document at ["
                + path
                + "] any more; its older versions "
                + numbers(older)
                + " have it",
            "Take it out of them as well: "
                + session.command(
                    "document rm " + dataset + " " + Printable.line(path) + " --purge"));
  }

  private static CliException missing(Session session, String dataset, String path) {
    return new CliException(
        ExitCode.NOT_FOUND,
        "dataset [" + dataset + "] has no document at [" + path + "]",
        "See its paths: " + session.command("ingest status --dataset " + dataset));
  }
}
