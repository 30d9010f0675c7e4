package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes version}: of the program, of Java and of the machine. */
@Command(
    name = "version",
    description = {
      "Print the version of Pinakes and of what it runs on.",
      "",
      "  pinakes version --json",
      ""
    })
final class VersionCommand implements Callable<Integer> {
  private final Session session;

  VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String version = ProgramVersion.current();
    String java = System.getProperty("java.vm.name") + " " + Runtime.version();
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (session.json()) {
      ObjectNode document = Json.document("pinakes.version/1");
      document.put("version", version).put("java", java).put("machine", machine);
      session.print(document);
    } else {
      session.outWriter().println("pinakes " + version + "\n" + java + "\n" + machine);
    }
    return ExitCode.OK;
  }
}
