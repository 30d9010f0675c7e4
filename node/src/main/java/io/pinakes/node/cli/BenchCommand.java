package io.pinakes.node.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Stands in the help for the benchmarks, which are a tool of their own: {@link CommandLineProgram}
 * hands {@code pinakes bench …} over before this tree of commands is asked.
 */
@Command(
    name = "bench",
    description = {
      "Measure retrieval, answers, indexes, ingest and the network.",
      "",
      "  pinakes bench --help",
      "  pinakes bench retrieval scifact --unit document --json",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  /** Read by completion only. */
  @Parameters(
      paramLabel = "BENCHMARK",
      arity = "0..*",
      completionCandidates = Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private List<String> words = List.of();

  /** The benchmarks by name, for completion; the tool itself may be absent. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(
              "retrieval",
              "answers",
              "ingest",
              "search",
              "start",
              "load",
              "ann",
              "embed",
              "chunking",
              "fusion",
              "network",
              "ipfs")
          .iterator();
    }
  }

  @Override
  public Integer call() {
    throw new IllegalStateException("bench " + words + " was not handed over");
  }
}
