package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.publication.Publication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset publish}: what this home's gateway may show to others. */
@Command(
    name = "publish",
    description = {
      "Make a dataset public: its newest version, and each that follows, can be had from this",
      "home's gateway, with its documents' texts and the files that are kept. Until then nobody",
      "sees anything of it. A dataset of your own gets a name that leads to the newest version.",
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
    Publication shown = session.writableBank().writer(name).publish();
    if (session.json()) {
      session.print(document("pinakes.dataset-publish/1", shown).put("public", true));
      return ExitCode.OK;
    }
    session.outWriter().println(name + " is public");
    shown.name().ifPresent(key -> line("name     /ipns/" + key.toName()));
    shown.root().ifPresent(root -> line("root     " + root));
    shown.manifest().ifPresent(manifest -> line("manifest " + manifest));
    String what =
        shown.name().map(PeerId::toName).or(() -> shown.root().map(Cid::toString)).orElse("CID");
    session.note("Show it: " + session.command("gateway"));
    session.note("Elsewhere: pinakes dataset pull " + what + " --gateway URL");
    return ExitCode.OK;
  }

  private void line(String line) {
    session.outWriter().println(line);
  }

  /** The names, for programs. */
  static ObjectNode document(String schema, Publication shown) {
    ObjectNode document = Json.document(schema).put("dataset", shown.dataset());
    document.put("name", shown.name().map(PeerId::toName).orElse(""));
    document.put("root", shown.root().map(Cid::toString).orElse(""));
    return document.put("manifest", shown.manifest().map(Cid::toString).orElse(""));
  }
}
