package io.pinakes.node.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code pinakes ingest status}: what became of each file. */
@Command(name = "status", description = "Show what became of each file, and why.")
final class IngestStatusCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}
