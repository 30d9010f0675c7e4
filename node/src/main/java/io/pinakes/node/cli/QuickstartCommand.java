package io.pinakes.node.cli;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
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

  private void ingest(Path sample) throws Exception {
    session.note("Home: " + session.home());
    session.note("Taking up the sample documents of " + sample + " ...");
    Cancellation cancellation = session.cancellation();
    Bank bank = session.writableBank();
    try (ProgressOptions.ProgressView view = new ProgressOptions().view(session, DATASET)) {
      IngestReport report = bank.ingest(IngestRequest.of(DATASET, sample), view, cancellation);
      session.note(
          Figures.count(report.files().indexed() + report.files().unchanged(), "document")
              + ", "
              + Figures.count(report.chunks().total(), "chunk")
              + ", in "
              + Figures.seconds(report.elapsed().toNanos() / 1e9));
    }
  }
}
