package io.pinakes.node.cli;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.datasets.home.HomeLockedException;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.ingest.Watch;
import io.pinakes.query.json.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pinakes ingest}: a folder into a dataset; again, only what changed. */
@Command(
    name = "ingest",
    subcommands = IngestStatusCommand.class,
    description = {
      "Take a folder of documents into a dataset. Run again, it takes up only what changed.",
      "",
      "  pinakes ingest ~/papers --dataset papers",
      "  pinakes ingest ~/papers --dataset papers --watch",
      "  pinakes ingest ~/site --include '*.html' --exclude 'drafts/'",
      "",
      "A file .pinakesignore in any folder leaves out what it names, in gitignore's syntax.",
      ""
    })
final class IngestCommand implements Callable<Integer> {
  private final Session session;

  // Not required as far as picocli knows: it would miss the folder in "ingest status" as well.
  @Parameters(paramLabel = "FOLDER", arity = "0..1", description = "The folder.")
  private @Nullable Path folder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-d", "--dataset"},
      paramLabel = "NAME",
      description = "The dataset (default: ${DEFAULT-VALUE}); made if there is none of that name.")
  private String dataset = DatasetNames.DEFAULT;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description =
          "What the folder is called in the dataset: the first part of its documents' paths.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      description =
          "Only such files; may be given several times, and is remembered until others are given:"
              + " '*' for all files.")
  private List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      description =
          "Not such files or folders; may be given several times, and is remembered until others"
              + " are given: '' for none.")
  private List<String> exclude = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The embedding model of a new dataset (see: model ls).")
  private Optional<String> model = Optional.empty();

  @Option(names = "--watch", description = "Stay, and follow the folder as it changes.")
  private boolean watch;

  @Option(
      names = "--allow-empty",
      description =
          "Believe that a folder which has lost all its files, or is no longer mounted, is meant"
              + " so.")
  private boolean allowEmpty;

  @Option(
      names = "--retry-failed",
      description = "Try again the files that failed before and have not changed.")
  private boolean retryFailed;

  @Mixin private ProgressOptions progress = new ProgressOptions();

  IngestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Path wanted = folder;
    if (wanted == null) {
      throw new ParameterException(
          spec.commandLine(), "name the folder to take up (what became of files: ingest status)");
    }
    // Before a home is made for what is refused.
    IngestRequest request = request(wanted);
    Cancellation cancellation = session.cancellation();
    Bank bank;
    try {
      bank = session.writableBank();
    } catch (HomeLockedException e) {
      if (watch) {
        return follow(request, cancellation, e);
      }
      return new NodeIngest(session, progress).run(request, this::print, cancellation, e);
    }
    return watch ? follow(bank, request, cancellation) : once(bank, request, cancellation);
  }

  private int once(Bank bank, IngestRequest request, Cancellation cancellation) throws IOException {
    IngestReport report;
    try (ProgressOptions.ProgressView view = progress.view(session, dataset)) {
      report = bank.ingest(request, view, cancellation);
    }
    show(report);
    if (report.cancelled()) {
      session.note("Stopped. Run the same command again to go on; nothing that was done is lost.");
      return ExitCode.INTERRUPTED;
    }
    return report.files().failed() > 0 ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private int follow(Bank bank, IngestRequest request, Cancellation cancellation)
      throws IOException {
    tellOfFollowing(request);
    try (ProgressOptions.ProgressView view =
        progress.view(session, dataset, Duration.ofSeconds(1))) {
      bank.watch(
          request,
          new Watch(Watch.RESCAN, cancellation),
          cancellation,
          view,
          report -> {
            view.erase();
            show(report);
          },
          trouble -> {
            view.erase();
            session.note("waiting: " + trouble.getMessage());
          });
    }
    return stopped(request);
  }

  /** The same by the node that holds the home. */
  private int follow(IngestRequest request, Cancellation cancellation, HomeLockedException locked)
      throws IOException {
    try (ProgressOptions.ProgressView view =
        progress.view(session, dataset, Duration.ofSeconds(1))) {
      new NodeWatch(session, cancellation, this::print)
          .follow(request, locked, view, () -> tellOfFollowing(request));
    }
    return stopped(request);
  }

  private void tellOfFollowing(IngestRequest request) {
    session.note(
        "Following "
            + request.folder()
            + "; Ctrl-C stops. Search meanwhile from another terminal.");
  }

  private int stopped(IngestRequest request) {
    session.note("Stopped following " + request.folder() + ".");
    return ExitCode.INTERRUPTED;
  }

  private void show(IngestReport report) {
    if (session.json() && watch) {
      Json.printLine(ReportJson.ingest(report), session.terminal().out());
    } else if (session.json()) {
      session.print(ReportJson.ingest(report));
    } else {
      print(report);
    }
  }

  /** As it was asked for; a name or glob that cannot be is refused as such. */
  private IngestRequest request(Path wanted) {
    return new IngestRequest(
        dataset,
        wanted,
        source,
        Optional.of(include).filter(globs -> !globs.isEmpty()),
        Optional.of(exclude).filter(globs -> !globs.isEmpty()),
        model,
        allowEmpty,
        retryFailed);
  }

  private void print(IngestReport report) {
    PrintWriter out = session.outWriter();
    Style style = session.style();
    report
        .warnings()
        .forEach(warning -> session.note(style.yellow("warning: ") + Printable.line(warning)));
    if (report.cancelled()) {
      out.println(
          style.bold(report.dataset())
              + ": stopped after "
              + Figures.count(report.files().indexed(), "file")
              + ", "
              + Figures.count(report.chunks().embedded(), "chunk")
              + " embedded, in "
              + Figures.seconds(report.elapsed().toNanos() / 1e9));
      return;
    }
    if (report.files().indexed() == 0 && !report.newVersion() && report.files().failed() == 0) {
      out.println(
          style.bold(report.dataset())
              + ": nothing has changed, "
              + Figures.count(report.files().unchanged(), "file")
              + ", "
              + Figures.count(report.chunks().total(), "chunk")
              + ", version "
              + report.version()
              + ", in "
              + Figures.seconds(report.elapsed().toNanos() / 1e9));
      return;
    }
    out.println(
        style.bold(report.dataset())
            + ": "
            + Figures.count(report.files().indexed(), "file")
            + " indexed, "
            + Figures.count(report.files().unchanged())
            + " unchanged, "
            + Figures.count(report.files().failed())
            + " failed, "
            + Figures.count(report.files().removed())
            + " removed, in "
            + Figures.seconds(report.elapsed().toNanos() / 1e9));
    out.println(
        Figures.count(report.chunks().total(), "chunk")
            + ", "
            + Figures.count(report.chunks().embedded())
            + " embedded now, "
            + Figures.count(report.chunks().reused())
            + " reused");
    report
        .manifest()
        .ifPresent(
            m ->
                out.println(
                    style.dim(
                        "version "
                            + report.version()
                            + (report.newVersion() ? ", new: " : ", as before: ")
                            + m)));
    if (report.files().failed() > 0) {
      session.note(
          "Which failed, and why:  "
              + session.command("ingest status --failed --dataset " + report.dataset()));
    }
  }
}
