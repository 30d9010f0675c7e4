package io.pinakes.node.cli;

import java.io.PrintStream;

/**
 * The two streams of the process, and whether a person sits before each. The launcher tells, since
 * it asked the shell.
 */
record Terminal(
    PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int columns) {
  static final int DEFAULT_COLUMNS = 100;

  static Terminal system() {
    return new Terminal(
        System.out,
        System.err,
        Boolean.getBoolean("pinakes.tty.out"),
        Boolean.getBoolean("pinakes.tty.err"),
        Math.max(40, Integer.getInteger("pinakes.columns", DEFAULT_COLUMNS)));
  }
}
