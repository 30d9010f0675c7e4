package io.pinakes.node.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What one command works with: its options, its streams, and the home that they name. */
final class Session implements AutoCloseable {
  private final Terminal terminal;
  private final Map<String, String> environment;
  private final GlobalOptions options = new GlobalOptions();
  private final PrintWriter out;
  private final PrintWriter err;

  Session(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
    this.out = new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8);
    this.err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
  }

  GlobalOptions options() {
    return options;
  }

  Terminal terminal() {
    return terminal;
  }

  Map<String, String> environment() {
    return environment;
  }

  PrintWriter outWriter() {
    return out;
  }

  PrintWriter errWriter() {
    return err;
  }

  Path home() {
    return HomeFolder.choose(options.home, environment, System.getProperty("os.name", ""));
  }

  boolean json() {
    return options.json;
  }

  Style style() {
    return new Style(coloursAllowed() && terminal.outIsTerminal());
  }

  boolean coloursAllowed() {
    return !options.noColor
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && terminal.outIsTerminal();
  }

  /** A line for the person, on standard error, unless they asked for quiet. */
  void note(String line) {
    if (!options.quiet) {
      err.println(line);
    }
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
  }
}
