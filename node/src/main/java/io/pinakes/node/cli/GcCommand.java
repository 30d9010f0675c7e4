package io.pinakes.node.cli;

import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.query.json.ReportJson;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pinakes gc}: removes the blocks that nothing needs. */
@Command(
    name = "gc",
    description = {
      "Remove blocks that no version, pin or job needs.",
      "",
      "  pinakes gc --dry-run    what would go, and what stays and why",
      ""
    })
final class GcCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  @Mixin private ProgressOptions progress = new ProgressOptions();

  GcCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    GcReport report;
    try (ProgressOptions.ProgressView view = progress.view(session, "gc")) {
      report =
          dryRun ? session.readableBank().planGc() : session.writableBank().collectGarbage(view);
    }
    if (session.json()) {
      session.print(ReportJson.gc(report));
    } else {
      report.kept().forEach((why, amount) -> line("keeps", amount, why));
      line(report.swept() ? "removed" : "would go", report.garbage(), "nothing needs them");
      report
          .gaps()
          .forEach(
              g ->
                  session.note(
                      "missing or damaged: "
                          + g.cid()
                          + ", "
                          + g.what()
                          + " ("
                          + g.reason()
                          + ")"));
    }
    if (report.gapCount() > 0) {
      session.note("Nothing was removed. Mend it first: " + session.command("doctor --repair"));
    }
    return report.gapCount() > 0 ? ExitCode.PARTIAL : ExitCode.OK;
  }

  private void line(String what, GcReport.Amount amount, String why) {
    session
        .outWriter()
        .printf(
            Locale.ROOT,
            "%-9s %10s %12s  %s%n",
            what,
            Figures.count(amount.blocks()),
            Figures.bytes(amount.bytes()),
            why);
  }
}
