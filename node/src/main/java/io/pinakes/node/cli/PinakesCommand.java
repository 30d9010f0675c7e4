package io.pinakes.node.cli;

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
    footer = {"", "pinakes COMMAND --help shows examples. Every command takes --json and --home."},
    subcommands = {
      QuickstartCommand.class,
      IngestCommand.class,
      SearchCommand.class,
      AskCommand.class,
      StatusCommand.class,
      SourceCommand.class,
      DocumentCommand.class,
      DatasetCommand.class,
      ModelCommand.class,
      IdCommand.class,
      PeerCommand.class,
      ServeCommand.class,
      McpCommand.class,
      GatewayCommand.class,
      IpfsCommand.class,
      CarCommand.class,
      GcCommand.class,
      DoctorCommand.class,
      BenchCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
final class PinakesCommand implements Callable<Integer> {
  @Mixin private final GlobalOptions options;

  @Spec private CommandSpec spec = CommandSpec.create();

  PinakesCommand(GlobalOptions options) {
    this.options = options;
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
