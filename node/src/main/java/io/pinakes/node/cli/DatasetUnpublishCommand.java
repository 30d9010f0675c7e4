package io.pinakes.node.cli;

import io.pinakes.datasets.publication.Publication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset unpublish}. */
@Command(
    name = "unpublish",
    description = {
      "Make a dataset private again: nothing of it is shown that nothing else makes public. What",
      "others have taken they keep.",
      "",
      "  pinakes dataset unpublish papers",
      ""
    })
final class DatasetUnpublishCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DATASET")
  private String name = "";

  DatasetUnpublishCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    Publication hidden = session.writableBank().writer(name).unpublish();
    if (session.json()) {
      session.print(
          DatasetPublishCommand.document("pinakes.dataset-unpublish/1", hidden)
              .put("public", false));
    } else {
      session.outWriter().println(name + " is private");
    }
    return ExitCode.OK;
  }
}
