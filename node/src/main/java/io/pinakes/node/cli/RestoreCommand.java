package io.pinakes.node.cli;

import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.backup.BackupNote;
import io.pinakes.datasets.backup.Restore;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.query.jobs.Jobs;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinakes restore}: a home from what {@code backup} wrote. */
@Command(
    name = "restore",
    description = {
      "Make a home of a backup.",
      "",
      "Its hash is checked, then every block and signature, and indexes are built; only then is it",
      "the home. Of a file that was cut or changed nothing is taken.",
      "",
      "  pinakes restore museum.tar --home /srv/museum",
      "  pinakes restore museum.tar --force        in the place of the home that is there",
      "",
      "Jobs that had not ended are cancelled in it: the home it was copied from goes on with them.",
      "Both homes have the same keys then: let only one of them ingest and publish.",
      ""
    })
final class RestoreCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "FILE", description = "What backup wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--force",
      description = "Give up the home that is there, once the other is whole.")
  private boolean force;

  @Option(
      names = "--damaged",
      description = "Restore also what the home had damaged when it was backed up.")
  private boolean damaged;

  @Mixin private ProgressOptions progress = new ProgressOptions();

  RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Cancellation cancellation = session.cancellation();
    BackupNote note;
    AtomicInteger ended = new AtomicInteger();
    BankOptions writing = session.writing();
    try (ProgressOptions.ProgressView view = progress.view(session, "restore")) {
      // The home that it was copied from goes on with them, and would sign the same versions.
      Restore.Step step =
          bank -> ended.set(Jobs.endRestored(bank.store(), writing.clock().instant()));
      Restore restore = new Restore(writing, view, cancellation, step);
      note = restore.run(file, session.home(), force, damaged);
    } catch (FileAlreadyExistsException e) {
      throw new CliException(
          ExitCode.CONFLICT,
          "[" + e.getFile() + "]: " + e.getReason(),
          "Restore into another (--home DIR), or give it up: the same with --force",
          e);
    }
    if (session.json()) {
      session.print(
          BackupCommand.document("pinakes.restore/1", file, note)
              .put("home", session.home().toString())
              .put("jobs_ended", ended.get()));
    } else {
      session.outWriter().println("restored " + session.home());
      for (BackupNote.At dataset : note.datasets()) {
        session.outWriter().println("  " + dataset.name() + "  version " + dataset.version());
      }
      if (ended.get() > 0) {
        session
            .outWriter()
            .println(
                "  ended "
                    + Figures.count(ended.get(), "job")
                    + " that had not ended: begin again here what you want");
      }
    }
    return ExitCode.OK;
  }
}
