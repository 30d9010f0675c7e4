package io.pinakes.datasets.it;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An ingest in a process of its own, which stops at a stage and waits there to be killed. */
final class IngestProcess {
  private final Process process;
  private final BufferedReader out;

  private IngestProcess(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one: home, folder, the stage to stop at (or none), and the how-manieth event of it. */
  static IngestProcess start(
      List<String> flags, Map<String, String> environment, Path home, Path folder, String... stop)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")),
            IngestProcess.class.getName(),
            home.toString(),
            folder.toString()));
    command.addAll(List.of(stop));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new IngestProcess(builder.start());
  }

  /** The next line that it says about itself; null at its end. */
  String line() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2);
      }
    }
    return "";
  }

  /** Kills it as nothing can be refused. */
  void kill() throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().join();
    }
  }

  int end() throws InterruptedException {
    return process.waitFor();
  }

  /** What the process runs. */
  public static void main(String[] arguments) throws IOException {
    String stop = arguments.length > 2 ? arguments[2] : "";
    int at = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
    int[] seen = {0};
    ProgressListener listener =
        progress -> {
          if (progress.stage().text().equals(stop) && ++seen[0] == at) {
            say("at " + stop + " " + embedded(progress));
            while (true) {
              LockSupport.park();
            }
          }
        };
    try (Bank bank =
        Bank.open(Path.of(arguments[0]), BankOptions.writing(new StandardParts(), "a child"))) {
      IngestReport report =
          bank.ingest(IngestRequest.of("papers", Path.of(arguments[1])), listener);
      if (stop.startsWith("gc")) {
        bank.collectGarbage(listener);
      }
      say("done " + report.documentsRoot().orElseThrow());
    }
  }

  private static long embedded(Progress progress) {
    return progress.embedded();
  }

  private static void say(String line) {
    System.out.println("> " + line);
    System.out.flush();
  }
}
