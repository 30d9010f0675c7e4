package io.pinakes.node.cli;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes quickstart}: the whole way once, on documents that come with the program. */
@Command(
    name = "quickstart",
    description = {
      "Take up the sample documents, ask them a question, and show the answer and what to type"
          + " next.",
      "",
      "  pinakes quickstart",
      "  pinakes quickstart --home /tmp/try    leaves your own bank alone",
      ""
    })
final class QuickstartCommand implements Callable<Integer> {
  static final String DATASET = "sample";
  static final String QUESTION = "What does Pinakes mean?";

  private final Session session;

  QuickstartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Path sample = Path.of(System.getProperty("pinakes.share", "datasets")).resolve("sample");
    if (!Files.isDirectory(sample)) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "the sample documents are not at " + sample,
          "Start the program by its launcher, or take up a folder of your own: pinakes ingest"
              + " FOLDER");
    }
    ingest(sample);
    session.note("");
    session.note(
        session.style().dim("$ pinakes ask --dataset " + DATASET + " \"" + QUESTION + "\""));
    int exitCode =
        CommandLineProgram.commandLine(session).execute("ask", "--dataset", DATASET, QUESTION);
    session.note("");
    session.note("Next:");
    session.note("  pinakes ingest FOLDER --dataset NAME   take up documents of your own");
    session.note(
        "  pinakes search \"words\" --explain       find passages, and see how they were ranked");
    session.note("  pinakes --help                         all commands");
    return exitCode;
  }

  private void ingest(Path sample) throws IOException {
    session.note("Home: " + session.home());
    session.note("Taking up the sample documents of " + sample + " ...");
    IngestReport report = report(IngestRequest.of(DATASET, sample), session.cancellation());
    session.note(
        Figures.count(report.files().indexed() + report.files().unchanged(), "document")
            + ", "
            + Figures.count(report.chunks().total(), "chunk")
            + ", in "
            + Figures.seconds(report.elapsed().toNanos() / 1e9));
  }

  private IngestReport report(IngestRequest request, Cancellation cancellation) throws IOException {
    ProgressOptions progress = new ProgressOptions();
    Bank bank;
    try {
      bank = session.writableBank();
    } catch (HomeLockedException held) {
      return new NodeIngest(session, progress).report(request, cancellation, held);
    }
    try (ProgressOptions.ProgressView view = progress.view(session, DATASET)) {
      return bank.ingest(request, view, cancellation);
    }
  }
}
