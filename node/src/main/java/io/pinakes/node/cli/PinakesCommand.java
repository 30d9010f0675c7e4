package io.pinakes.node.cli;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pinakes}: the root of all commands. */
@Command(
    name = "pinakes",
    versionProvider = ProgramVersion.class,
    mixinStandardHelpOptions = true,
    scope = picocli.CommandLine.ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Folders of documents in, cited answers out, on this machine.",
      "",
      "  pinakes quickstart                        try it on the sample documents",
      "  pinakes ingest ~/papers --dataset papers  take up a folder",
      "  pinakes search \"boundary layer control\"   find passages",
      "  pinakes ask \"what delays transition?\"     get an answer with its sources",
      ""
    },
    footer = {"", "pinakes COMMAND --help shows examples. Every command takes --json and --home."})
final class PinakesCommand implements Callable<Integer> {
  /** The commands, in the order in which help lists them. */
  static final List<Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("quickstart", QuickstartCommand.class),
          Map.entry("ingest", IngestCommand.class),
          Map.entry("search", SearchCommand.class),
          Map.entry("ask", AskCommand.class),
          Map.entry("status", StatusCommand.class),
          Map.entry("source", SourceCommand.class),
          Map.entry("document", DocumentCommand.class),
          Map.entry("dataset", DatasetCommand.class),
          Map.entry("model", ModelCommand.class),
          Map.entry("id", IdCommand.class),
          Map.entry("peer", PeerCommand.class),
          Map.entry("serve", ServeCommand.class),
          Map.entry("mcp", McpCommand.class),
          Map.entry("gateway", GatewayCommand.class),
          Map.entry("ipfs", IpfsCommand.class),
          Map.entry("car", CarCommand.class),
          Map.entry("gc", GcCommand.class),
          Map.entry("backup", BackupCommand.class),
          Map.entry("restore", RestoreCommand.class),
          Map.entry("config", ConfigCommand.class),
          Map.entry("doctor", DoctorCommand.class),
          Map.entry("bench", BenchCommand.class),
          Map.entry("completion", CompletionCommand.class),
          Map.entry("version", VersionCommand.class),
          Map.entry("help", HelpCommand.class));

  /** What looks at all of them. */
  private static final Set<String> OF_ALL = Set.of("completion", "help");

  @Mixin private final GlobalOptions options;

  @Spec private CommandSpec spec = CommandSpec.create();

  PinakesCommand(GlobalOptions options) {
    this.options = options;
  }

  /**
   * The commands that a command line can be about: the one that it names, for to look through the
   * annotations of all takes longer than a search does; else all of them.
   */
  static List<Entry<String, Class<?>>> about(String name) {
    List<Entry<String, Class<?>>> named =
        COMMANDS.stream().filter(command -> command.getKey().equals(name)).toList();
    return named.isEmpty() || OF_ALL.contains(name) ? COMMANDS : named;
  }

  GlobalOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
