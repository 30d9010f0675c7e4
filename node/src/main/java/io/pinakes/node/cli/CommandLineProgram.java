package io.pinakes.node.cli;

import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.parts.StandardParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The whole command line over given streams and environment; a process is one run of it, a test
 * another.
 */
public final class CommandLineProgram {
  /** With less, picocli has no room for an option beside its description, and refuses. */
  private static final int LEAST_COLUMNS = 55;

  private static final int MOST_COLUMNS = 120;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final Parts parts;

  CommandLineProgram(Terminal terminal, Map<String, String> environment) {
    this(terminal, environment, new StandardParts());
  }

  private CommandLineProgram(Terminal terminal, Map<String, String> environment, Parts parts) {
    this.terminal = terminal;
    this.environment = environment;
    this.parts = parts;
  }

  /** The program on this process's streams and environment. */
  public static CommandLineProgram system() {
    return system(new StandardParts());
  }

  /** The same with the given parts of a home, which several runs may share. */
  public static CommandLineProgram system(Parts parts) {
    return new CommandLineProgram(Terminal.system(), System.getenv(), parts);
  }

  /**
   * Runs one command.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public int run(String... arguments) {
    int exitCode = execute(arguments);
    return StandardOutput.failure(terminal.out()).map(this::notWritten).orElse(exitCode);
  }

  /** Whatever the command came to, nobody got to know it. */
  private int notWritten(IOException failure) {
    terminal
        .err()
        .println("pinakes: standard output could not be written: " + failure.getMessage());
    return ExitCode.FAILURE;
  }

  private int execute(String... arguments) {
    // Benchmarks are a tool of their own, which may be left out of a distribution.
    int command = command(arguments);
    if (command < arguments.length && arguments[command].equals("bench")) {
      List<String> rest = new ArrayList<>(List.of(arguments));
      rest.remove(command);
      return runBench(rest);
    }
    try (Session session = new Session(terminal, environment, parts, arguments)) {
      String name = command < arguments.length ? arguments[command] : "";
      return commandLine(session, PinakesCommand.about(name)).execute(arguments);
    }
  }

  /** All commands. */
  static CommandLine commandLine(Session session) {
    return commandLine(session, PinakesCommand.COMMANDS);
  }

  private static CommandLine commandLine(
      Session session, List<Map.Entry<String, Class<?>>> subcommands) {
    IFactory factory = new SessionFactory(session);
    CommandLine commands = new CommandLine(new PinakesCommand(session.options()), factory);
    for (Map.Entry<String, Class<?>> each : subcommands) {
      commands.addSubcommand(each.getKey(), new CommandLine(each.getValue(), factory));
    }
    Failures failures = new Failures(session);
    commands.registerConverter(ByteSize.class, CommandLineProgram::size);
    commands.setOut(session.outWriter());
    commands.setErr(session.errWriter());
    commands.setUsageHelpAutoWidth(false);
    commands.setUsageHelpWidth(
        Math.clamp(session.terminal().columns(), LEAST_COLUMNS, MOST_COLUMNS));
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            session.coloursAllowed() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    commands.setExecutionStrategy(parsed -> executed(session, parsed));
    commands.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure));
    commands.setParameterExceptionHandler((failure, parsed) -> failures.reportUsage(failure));
    return commands;
  }

  /** What a command changed of what is public is brought to the Kubo that was named. */
  private static int executed(Session session, CommandLine.ParseResult parsed) {
    int exitCode = new CommandLine.RunLast().execute(parsed);
    if (exitCode == ExitCode.OK || exitCode == ExitCode.PARTIAL) {
      try {
        session.syncKubo();
      } catch (IOException | RuntimeException e) {
        throw new CommandLine.ExecutionException(
            parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return exitCode;
  }

  /** A size, or picocli's failure, which names the option and keeps the sentence. */
  private static ByteSize size(String text) {
    try {
      return ByteSize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Where the first word stands that is neither an option nor an option's value. */
  private static int command(String... arguments) {
    int at = 0;
    while (at < arguments.length && arguments[at].startsWith("-")) {
      at += List.of("--home", "--quota", "--ipfs").contains(arguments[at]) ? 2 : 1;
    }
    return at;
  }

  private int runBench(List<String> words) {
    if (words.stream().noneMatch(word -> word.equals("--home") || word.startsWith("--home="))) {
      // So that it finds the models that all other commands find.
      String osName = System.getProperty("os.name", "");
      Path named =
          new SessionSettings(environment, osName)
              .outside()
              .find(KnownSettings.HOME)
              .map(value -> Path.of(value.text()))
              .orElse(null);
      Path home = HomeFolder.choose(named, environment, osName);
      words.addAll(0, List.of("--home", home.toString()));
    }
    return ToolProvider.findFirst("bench")
        .map(bench -> bench.run(terminal.out(), terminal.err(), words.toArray(String[]::new)))
        .orElseGet(
            () -> {
              terminal
                  .err()
                  .println(
                      "pinakes: this distribution has no benchmarks (pinakes-benchmarks is not on"
                          + " the class path)");
              return ExitCode.FAILURE;
            });
  }

  /** Makes commands that take a {@link Session}; all else is picocli's own way. */
  private record SessionFactory(Session session) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (var constructor : type.getDeclaredConstructors()) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length == 1 && parameters[0] == Session.class) {
          return type.cast(constructor.newInstance(session));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
