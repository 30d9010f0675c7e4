package io.pinakes.benchmarks;

import io.pinakes.benchmarks.ann.AnnCommand;
import io.pinakes.benchmarks.answers.AnswersCommand;
import io.pinakes.benchmarks.chunking.ChunkingCommand;
import io.pinakes.benchmarks.embedding.EmbeddingCommand;
import io.pinakes.benchmarks.ingest.IngestCommand;
import io.pinakes.benchmarks.ipfs.IpfsCommand;
import io.pinakes.benchmarks.load.LoadCommand;
import io.pinakes.benchmarks.network.NetworkCommand;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.FusionCommand;
import io.pinakes.benchmarks.retrieval.RetrievalCommand;
import io.pinakes.benchmarks.search.SearchCommand;
import io.pinakes.benchmarks.start.StartCommand;
import io.pinakes.ipfs.archive.FileTakenException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import picocli.CommandLine;

/**
 * The command {@code bench}, found by name through {@link ToolProvider}: the program knows it only
 * if it is on the class path.
 */
public final class BenchTool implements ToolProvider {
  /** For {@link java.util.ServiceLoader}. */
  public BenchTool() {}

  @Override
  public String name() {
    return "bench";
  }

  /**
   * Runs a subcommand.
   *
   * @return 0 if all went well, 1 if it failed, 2 for a mistake in the arguments or a file of
   *     another kind, 4 if there is no such file, 5 if one is there already, 130 if interrupted
   */
  @Override
  public int run(PrintWriter out, PrintWriter err, String... args) {
    boolean json = List.of(args).contains("--json");
    ProgramOptions options = new ProgramOptions();
    return commandLine(options)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (failure, rest) -> {
              String name = failure.getCommandLine().getCommandSpec().qualifiedName();
              String fix = "See: " + name + " --help";
              return say(new Failure(2, String.valueOf(failure.getMessage()), fix), json, out, err);
            })
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return 130;
              }
              if (options.verbose() || Boolean.getBoolean("pinakes.trace")) {
                failure.printStackTrace(err);
              }
              if (failure instanceof FileTakenException taken) {
                String fix =
                    taken.isReplaceable()
                        ? "Name another file, or replace this one: the same with --force"
                        : "Name another file.";
                return say(new Failure(5, message(failure), fix), json, out, err);
              }
              boolean missing = failure instanceof NoSuchFileException;
              boolean other = failure instanceof OtherKindException;
              String fix =
                  missing || other
                      ? "Check the path, or see what is wanted: "
                          + line.getCommandSpec().qualifiedName()
                          + " --help"
                      : "";
              Failure what = new Failure(missing ? 4 : other ? 2 : 1, message(failure), fix);
              return say(what, json, out, err);
            })
        .setExecutionStrategy(options::execute)
        .execute(ProgramOptions.nameFirst(args));
  }

  /** What went wrong, as the program's own commands say it. */
  private record Failure(int exitCode, String what, String fix) {}

  private static int say(Failure failure, boolean json, PrintWriter out, PrintWriter err) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("schema", "pinakes.error/1");
      document.put("error", failure.what());
      document.put("fix", failure.fix());
      document.put("exit_code", failure.exitCode());
      out.println(Report.json(document));
      out.flush();
    }
    err.println("pinakes: bench: " + failure.what());
    if (!failure.fix().isEmpty()) {
      err.println("  " + failure.fix());
    }
    err.flush();
    return failure.exitCode();
  }

  /** The command with its subcommands, for completion and help. */
  public static CommandLine commandLine() {
    return commandLine(new ProgramOptions());
  }

  private static CommandLine commandLine(ProgramOptions options) {
    CommandLine bench =
        new CommandLine(new Bench())
            // As the user calls it: this is what usage texts begin with.
            .setCommandName("pinakes bench")
            .addSubcommand(new RetrievalCommand())
            .addSubcommand(new AnnCommand())
            .addSubcommand(new IngestCommand())
            .addSubcommand(new SearchCommand())
            .addSubcommand(new StartCommand())
            .addSubcommand(new LoadCommand())
            .addSubcommand(new NetworkCommand())
            .addSubcommand(new IpfsCommand())
            .addSubcommand(new FusionCommand())
            .addSubcommand(new AnswersCommand())
            .addSubcommand("chunking", new ChunkingCommand())
            .addSubcommand("embed", new EmbeddingCommand());
    for (CommandLine command : bench.getSubcommands().values()) {
      if (!command.getCommandSpec().mixinStandardHelpOptions()) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
      }
      options.addTo(command.getCommandSpec());
    }
    options.addTo(bench.getCommandSpec());
    // Of the subcommands too.
    return bench.setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static String message(Throwable failure) {
    String said = failure.getMessage();
    // The JDK's message for these is the path alone, with no word of what is wrong with it.
    if (failure instanceof NoSuchFileException missing) {
      return "[" + missing.getFile() + "] does not exist";
    }
    if (failure instanceof AccessDeniedException denied) {
      return "[" + denied.getFile() + "] may not be read: check its permissions";
    }
    return said == null ? failure.toString() : said;
  }

  /** The command itself does nothing but say what there is. */
  @CommandLine.Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = {
        "Measure retrieval, indexes, ingest and answers; every record names its seed.",
        "",
        "  pinakes bench retrieval scifact",
        "  pinakes bench ingest ~/papers --json",
        ""
      },
      footer = {"", "pinakes bench COMMAND --help shows examples."})
  private static final class Bench implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "name a benchmark: " + String.join(", ", spec.subcommands().keySet()));
    }
  }
}
