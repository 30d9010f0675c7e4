package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.parts.StandardParts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HelpTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
  private final Terminal terminal = new Terminal(stream, stream, false, false, 100);

  @Test
  void everyCommandShowsAnExampleOfItself() {
    List<String> without = new ArrayList<>();
    try (Session session = new Session(terminal, Map.of(), new StandardParts())) {
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
  void whatAListSaysOfACommandIsAWholeSentence() {
    List<String> broken = new ArrayList<>();
    try (Session session = new Session(terminal, Map.of(), new StandardParts())) {
      collectBroken(CommandLineProgram.commandLine(session), broken);
    }
    assertThat(broken).isEmpty();
  }

  private static void collectBroken(CommandLine command, List<String> broken) {
    // A list shows the first line of the description.
    String[] said = command.getCommandSpec().usageMessage().description();
    boolean isHelp = command.getCommandName().equals("help");
    if (!isHelp && (said.length == 0 || !said[0].endsWith("."))) {
      broken.add(command.getCommandSpec().qualifiedName() + ": " + String.join("|", said));
    }
    command.getSubcommands().values().forEach(sub -> collectBroken(sub, broken));
  }

  @Test
  void anUnknownOptionIsNamedBeforeWhatIsMissing() {
    CommandLineProgram program = new CommandLineProgram(terminal, Map.of());
    assertThat(program.run("search", "-x")).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("Unknown option: '-x'").doesNotContain("Missing");
    assertThat(program.run("search")).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("Missing required parameter");
  }

  @Test
  void completionKnowsTheVeryBenchmarksThatThereAre() {
    new CommandLineProgram(terminal, Map.of()).run("bench");
    String named = out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    List<String> there = List.of(named.substring(named.indexOf("benchmark: ") + 11).split(", "));
    assertThat(new BenchCommand.Names()).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void benchIsListedAndTakesTheProgramsOptionsBeforeItsName(@TempDir Path home) {
    CommandLineProgram program = new CommandLineProgram(terminal, Map.of());
    assertThat(program.run("--help")).isZero();
    assertThat(printed()).containsPattern("(?m)^  bench +Measure");

    String[] words = {"--home", home.toString(), "-q", "--no-color", "bench", "retrieval"};
    assertThat(program.run(with(words, "--help"))).isZero();
    assertThat(printed()).startsWith("Usage: pinakes bench retrieval ");
    assertThat(program.run(with(words, home.resolve("none").toString())))
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(printed()).contains("none] does not exist");
    assertThat(program.run("--json", "bench")).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("\"schema\" : \"pinakes.error/1\"", "name a benchmark");
  }

  private static String[] with(String[] words, String last) {
    return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
  }

  /** What was printed since the last time. */
  private String printed() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void aNameThatIsNearlyRightIsUnderstood() {
    int exitCode = new CommandLineProgram(terminal, Map.of()).run("serach", "papyrus");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("Did you mean: pinakes search");
    assertThat(new CommandLineProgram(terminal, Map.of()).run("frobnicate"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("pinakes --help").doesNotContain("Did you mean");
  }

  @Test
  void aNarrowWindowGetsItsHelpAndItsErrors() {
    Terminal narrow = new Terminal(stream, stream, false, false, 40);
    CommandLineProgram program = new CommandLineProgram(narrow, Map.of());
    assertThat(program.run("version")).isZero();
    assertThat(printed()).contains("pinakes");
    assertThat(program.run("--help")).isZero();
    assertThat(printed()).contains("Usage: pinakes").doesNotContain("Exception");
    assertThat(program.run("search", "--help")).isZero();
    assertThat(printed()).contains("pinakes search");
    assertThat(program.run("serach")).isEqualTo(ExitCode.USAGE);
    assertThat(printed()).contains("Did you mean").doesNotContain("Exception");
  }
}
