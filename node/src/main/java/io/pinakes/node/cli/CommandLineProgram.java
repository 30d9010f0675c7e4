package io.pinakes.node.cli;

import java.util.Map;
import java.util.spi.ToolProvider;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * The whole command line over given streams and environment; a process is one run of it, a test
 * another.
 */
public final class CommandLineProgram {
  private final Terminal terminal;
  private final Map<String, String> environment;

  CommandLineProgram(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /** The program on this process's streams and environment. */
  public static CommandLineProgram system() {
    return new CommandLineProgram(Terminal.system(), System.getenv());
  }

  /**
   * Runs one command.
   *
   * @return the exit code, one of {@link ExitCode}
   */
  public int run(String... arguments) {
    // Benchmarks are a tool of their own, which may be left out of a distribution.
    if (arguments.length > 0 && arguments[0].equals("bench")) {
      return runBench(arguments);
    }
    try (Session session = new Session(terminal, environment, arguments)) {
      return commandLine(session).execute(arguments);
    }
  }

  static CommandLine commandLine(Session session) {
    CommandLine commands =
        new CommandLine(new PinakesCommand(session.options()), new SessionFactory(session));
    Failures failures = new Failures(session);
    commands.registerConverter(ByteSize.class, ByteSize::parse);
    commands.setOut(session.outWriter());
    commands.setErr(session.errWriter());
    commands.setUsageHelpAutoWidth(false);
    commands.setUsageHelpWidth(Math.min(120, session.terminal().columns()));
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            session.coloursAllowed() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    commands.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure));
    commands.setParameterExceptionHandler((failure, parsed) -> failures.reportUsage(failure));
    return commands;
  }

  private int runBench(String... arguments) {
    String[] rest = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
    return ToolProvider.findFirst("bench")
        .map(bench -> bench.run(terminal.out(), terminal.err(), rest))
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
