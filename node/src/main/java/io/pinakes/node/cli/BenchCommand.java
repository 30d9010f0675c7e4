package io.pinakes.node.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Stands in the help for the benchmarks, which are a tool of their own: {@link CommandLineProgram}
 * hands {@code pinakes bench …} over before this tree of commands is asked.
 */
@Command(
    name = "bench",
    description = {
      "Measure retrieval, answers, indexes and ingest.",
      "",
      "  pinakes bench --help",
      "  pinakes bench retrieval scifact --unit document --json",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE, "options stand behind 'bench'", "pinakes bench retrieval FOLDER --json");
  }
}
