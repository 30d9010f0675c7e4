package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Terminal terminal = new Terminal(stream, stream, false, false, 100);

  @Test
  void everyCommandShowsAnExampleOfItself() {
    List<String> without = new ArrayList<>();
    try (Session session = new Session(terminal, Map.of())) {
      collect(CommandLineProgram.commandLine(session), without);
    }
    assertThat(without).isEmpty();
  }

  private static void collect(CommandLine command, List<String> without) {
    String name = command.getCommandSpec().qualifiedName();
    String help = command.getUsageMessage();
    if (!name.endsWith(" help") && help.lines().noneMatch(l -> l.startsWith("  " + name))) {
      without.add(name);
    }
    command.getSubcommands().values().forEach(sub -> collect(sub, without));
  }

  @Test
  void completionKnowsTheVeryBenchmarksThatThereAre() {
    new CommandLineProgram(terminal, Map.of()).run("bench");
    String named = out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    List<String> there = List.of(named.substring(named.indexOf("benchmark: ") + 11).split(", "));
    assertThat(new BenchCommand.Names()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void aNameThatIsNearlyRightIsUnderstood() {
    int exitCode = new CommandLineProgram(terminal, Map.of()).run("serach", "papyrus");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Did you mean: pinakes search");
  }
}
