package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.query.json.Json;
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
    ObjectNode report;
    try (ProgressOptions.ProgressView view = progress.view(session, "gc")) {
      report =
          dryRun
              ? ReportJson.gc(session.readableBank().planGc())
              : new NodeJob(session)
                  .orHere(
                      "gc",
                      Json.MAPPER.createObjectNode(),
                      view,
                      () -> ReportJson.gc(session.existingBank().collectGarbage(view)));
    }
    boolean gaps = report.path("gap_count").asLong() > 0;
    boolean hiding = report.path("hiding").asBoolean();
    if (session.json()) {
      session.print(report);
    } else {
      tell(report, hiding);
    }
    if (gaps) {
      String first = hiding ? "Nothing is removed before that is mended: " : "Mend it: ";
      session.note(first + session.command("doctor --repair"));
    }
    return gaps ? ExitCode.VERIFICATION : ExitCode.OK;
  }

  private void tell(JsonNode report, boolean hiding) {
    report.path("kept").forEach(kept -> line("keeps", kept, kept.path("reason").asText()));
    // What hangs on a block that is not there cannot be told from garbage: then nothing goes.
    line(
        report.path("swept").asBoolean() ? "removed" : hiding ? "stays" : "would go",
        report.path("garbage"),
        hiding ? "nothing that can be read needs them" : "nothing needs them");
    report
        .path("gaps")
        .forEach(
            gap ->
                session.note(
                    "missing or damaged: "
                        + gap.path("block").asText()
                        + ", "
                        + gap.path("what").asText()
                        + " ("
                        + gap.path("reason").asText()
                        + ")"));
  }

  private void line(String what, JsonNode amount, String why) {
    session
        .outWriter()
        .printf(
            Locale.ROOT,
            "%-9s %10s %12s  %s%n",
            what,
            Figures.count(amount.path("blocks").asLong()),
            Figures.bytes(amount.path("bytes").asLong()),
            why);
  }
}
