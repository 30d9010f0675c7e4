package io.pinakes.benchmarks;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options that every command of the program takes, before or behind its name: a benchmark
 * understands them too, though it may have no use for one.
 */
final class ProgramOptions {
  private static final Set<String> WITH_A_VALUE = Set.of("--home", "--quota");

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the record only: no notes.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "With an error, print where it came from.")
  private boolean verbose;

  /** Gives them to a command, but for those that it has itself. */
  void addTo(CommandSpec command) {
    CommandSpec.forAnnotatedObject(this).options().forEach(command::addOption);
    // Understood, and without an effect: text is plain and without progress anyway.
    for (String name : List.of("--home", "--json", "--no-color", "--no-progress")) {
      if (command.findOption(name) == null) {
        OptionSpec.Builder option = OptionSpec.builder(name).hidden(true);
        command.addOption(
            WITH_A_VALUE.contains(name)
                ? option.paramLabel("DIR").type(String.class).build()
                : option.type(boolean.class).build());
      }
    }
  }

  /** Whether an error is to be printed with where it came from. */
  boolean verbose() {
    return verbose;
  }

  /** Runs what was parsed; its notes go nowhere if quiet was asked for. */
  int execute(ParseResult parsed) {
    if (quiet && parsed.hasSubcommand()) {
      parsed
          .subcommand()
          .commandSpec()
          .commandLine()
          .setErr(new PrintWriter(Writer.nullWriter(), false));
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The same words with the benchmark's name first, where its own options are understood. */
  static String[] nameFirst(String... words) {
    boolean value = false;
    for (int i = 0; i < words.length; i++) {
      if (!value && !words[i].startsWith("-")) {
        List<String> sorted = new ArrayList<>(List.of(words));
        sorted.addFirst(sorted.remove(i));
        return sorted.toArray(String[]::new);
      }
      value = !value && WITH_A_VALUE.contains(words[i]);
    }
    return words;
  }
}
