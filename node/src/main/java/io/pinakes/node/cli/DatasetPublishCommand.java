package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset publish}: what this home's gateway may show to others. */
@Command(
    name = "publish",
    description = {
      "Make a dataset public: its newest version, and each that follows.",
      "",
      "They can be had from this home's gateway, with the documents' texts and the files that are",
      "kept. Until then nobody sees anything of it. A dataset of your own gets a name that leads",
      "to the newest version.",
      "",
      "  pinakes dataset publish papers",
      "  pinakes gateway                        then shows it; pinakes dataset unpublish papers",
      ""
    })
final class DatasetPublishCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DATASET")
  private String name = "";

  DatasetPublishCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Showing.Done done = Showing.show(session, name, true);
    ObjectNode shown = done.document();
    if (session.json()) {
      session.print(shown);
      return ExitCode.OK;
    }
    session.outWriter().println(name + " is public");
    String key = shown.path("name").asText();
    String root = shown.path("root").asText();
    line("name     ", key.isEmpty() ? "" : "/ipns/" + key);
    line("root     ", root);
    line("manifest ", shown.path("manifest").asText());
    String what = !key.isEmpty() ? key : root.isEmpty() ? "CID" : root;
    String when = done.byNode() ? "Show it, once that node has stopped: " : "Show it: ";
    session.note(when + session.command("gateway"));
    session.note("Elsewhere: pinakes dataset pull " + what + " --gateway URL");
    return ExitCode.OK;
  }

  private void line(String label, String value) {
    if (!value.isEmpty()) {
      session.outWriter().println(label + value);
    }
  }
}
