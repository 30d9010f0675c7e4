package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pinakes dataset unpublish}. */
@Command(
    name = "unpublish",
    description = {
      "Make a dataset private again.",
      "",
      "Nothing of it is shown that nothing else makes public. What others have taken they keep.",
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
    ObjectNode hidden = Showing.show(session, name, false).document();
    if (session.json()) {
      session.print(hidden);
    } else {
      session.outWriter().println(name + " is private");
    }
    return ExitCode.OK;
  }
}
