package io.pinakes.node;

import io.pinakes.node.cli.CommandLineProgram;

/** The entry point that the launcher calls. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(CommandLineProgram.system().run(args));
  }
}
