package io.pinakes.node.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Command lines that are run in this process: for many, or such as are soon over. */
final class CommandInTest {
  private CommandInTest() {}

  /**
   * What a command came to.
   *
   * @param exitCode how it ended
   * @param out what it printed
   * @param err what it said beside
   */
  record Said(int exitCode, String out, String err) {}

  /** Runs one on a home. */
  static Said run(Path home, List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            Terminal.DEFAULT_COLUMNS);
    Map<String, String> environment = Map.of("PINAKES_HOME", home.toString());
    int exitCode = new CommandLineProgram(terminal, environment).run(words.toArray(new String[0]));
    return new Said(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
