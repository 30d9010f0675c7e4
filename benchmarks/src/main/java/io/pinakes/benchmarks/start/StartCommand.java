package io.pinakes.benchmarks.start;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.load.NodeProcess;
import io.pinakes.benchmarks.metrics.Latencies;
import io.pinakes.benchmarks.peers.Child;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench start}: from the key that starts a search to its last line. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a search as a process, without a node and with one.",
      "",
      "  pinakes bench start ~/.local/share/pinakes",
      "  pinakes bench start HOME --question \"what is a vtable?\" --runs 50 --json",
      "",
      "Java's Hello World takes turns with each, under the same Java.",
      ""
    })
public final class StartCommand implements Callable<Integer> {
  private static final int WARM_UP = 5;

  @Parameters(paramLabel = "HOME", description = "What is searched; nothing in it is changed.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path home;

  @Option(
      names = "--question",
      paramLabel = "TEXT",
      defaultValue = "how is memory freed?",
      description = "What is searched for (default: ${DEFAULT-VALUE}).")
  private String question = "how is memory freed?";

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "20",
      description = "How often each is run (default: ${DEFAULT-VALUE}).")
  private int runs = 20;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  private final Map<String, List<Long>> times = new LinkedHashMap<>();

  /** Made by picocli's caller. */
  public StartCommand() {}

  @Override
  public Integer call() throws IOException {
    if (runs < 1 || question.isBlank()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--runs is at least 1, and --question not empty");
    }
    Path wanted = home.toRealPath();
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench")) {
      Path log = Files.createFile(temporary.path().resolve("log"));
      HelloProgram hello = HelloProgram.in(temporary.path(), log);
      List<String> search =
          List.of(NodeProcess.launcher(), "search", question, "--home", wanted.toString());
      String alone = turns("without a node", hello, search, log);
      String asked;
      try (NodeProcess node = NodeProcess.start(wanted, "", temporary.path())) {
        asked = turns("with a node", hello, search, log);
        if (!node.runs()) {
          throw new IOException("the node ended meanwhile");
        }
      }
      if (!alone.equals(asked)) {
        throw new IOException("with a node the search printed something else");
      }
    }
    options.publish(report(), spec.commandLine().getOut());
    return 0;
  }

  /** Runs all in turns, and gives what the search printed. */
  private String turns(String how, HelloProgram hello, List<String> search, Path log)
      throws IOException {
    String printed = "";
    for (int i = -WARM_UP; i < runs; i++) {
      printed = time(i, "search, " + how, search, log);
      time(i, "Hello World (" + how + ")", hello.plain(), log);
      time(i, "… from its own archive (" + how + ")", hello.archived(), log);
    }
    return printed;
  }

  private String time(int turn, String name, List<String> line, Path log) throws IOException {
    long start = System.nanoTime();
    String printed = Child.run(log, Map.of(), line);
    long nanos = System.nanoTime() - start;
    if (turn >= 0) {
      times.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
    }
    return printed;
  }

  private Report report() {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Object> fields = new LinkedHashMap<>();
    times.forEach(
        (name, nanos) -> {
          Latencies all = Latencies.of(nanos);
          fields.put(name, all.fields());
          rows.add(
              List.of(
                  name,
                  millis(all.millisAt(0)),
                  millis(all.millisAt(0.5)),
                  millis(all.millisAt(0.95)),
                  millis(all.millisAt(1))));
        });
    return new Report("start", "Start", options.environment())
        .field("question", question)
        .field("runs", runs)
        .field("warm_up", WARM_UP)
        .field("latencies", fields)
        .table(
            runs + " runs of each in turns, from start to end of the process, in milliseconds",
            List.of("what", "shortest", "median", "p95", "longest"),
            rows);
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }
}
