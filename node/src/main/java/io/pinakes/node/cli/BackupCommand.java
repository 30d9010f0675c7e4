package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.backup.Backup;
import io.pinakes.datasets.backup.BackupNote;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.ipfs.archive.OutputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes backup}: the whole home in one file, while it is in use. */
@Command(
    name = "backup",
    description = {
      "Write all that the home must not lose into one file, as it is at one moment.",
      "",
      "A node that serves, and an ingest, go on meanwhile. Indexes are left out: restore builds",
      "them again. A home that may not be written is copied beside the file first, which takes",
      "its room there for as long.",
      "",
      "  pinakes backup /mnt/safe                a file named by the time, in that folder",
      "  pinakes backup museum.tar --force       that file, in the place of one that is there",
      "",
      "It holds private keys and the token: keep it as you keep the home. The files of folders",
      "that were ingested are not in it, but for such as were brought over HTTP.",
      ""
    })
final class BackupCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE|DIR", description = "Where to write it.")
  private Path target = Path.of("");

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Mixin private ProgressOptions progress = new ProgressOptions();

  BackupCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Cancellation cancellation = session.cancellation();
    BankOptions reading = session.reading();
    Path file = file(reading.clock().instant());
    OutputPlace.requireOutside(session.home(), file);
    OutputFile output = OutputFile.at(file, force);
    BackupNote note;
    try (ProgressOptions.ProgressView view = progress.view(session, "backup")) {
      note = Backup.write(session.home(), reading, output, view, cancellation);
    }
    if (session.json()) {
      session.print(document("pinakes.backup/1", file, note));
    } else {
      session.outWriter().println(Printable.line(file.toString()));
      session.note(
          Figures.count(note.datasets().size(), "dataset")
              + ", "
              + Figures.bytes(Files.size(file))
              + ". It holds private keys. To get it back: pinakes restore "
              + Printable.line(file.toString())
              + " --home DIR");
    }
    return ExitCode.OK;
  }

  private Path file(Instant now) {
    return Files.isDirectory(target)
        ? target.resolve("pinakes-" + STAMP.format(now) + ".tar")
        : target;
  }

  /** What a backup holds, for programs. */
  static ObjectNode document(String schema, Path file, BackupNote note) throws java.io.IOException {
    ObjectNode document = Json.document(schema).put("file", file.toString());
    document.put("file_bytes", Files.size(file)).put("created", note.created().toString());
    document.put("files", note.files()).put("bytes", note.bytes());
    ArrayNode datasets = document.putArray("datasets");
    for (BackupNote.At dataset : note.datasets()) {
      ObjectNode node =
          datasets.addObject().put("name", dataset.name()).put("version", dataset.version());
      dataset.manifest().ifPresent(manifest -> node.put("manifest", manifest.toString()));
      node.put("signed", dataset.signed());
    }
    return document;
  }
}
