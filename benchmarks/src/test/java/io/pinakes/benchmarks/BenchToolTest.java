package io.pinakes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchToolTest {
  /** As wide as the help is made where nobody says how wide the window is. */
  private static final int COLUMNS = 80;

  @Test
  void aBenchmarkIsDescribedByAWholeSentenceAndLinesThatAreNotBrokenAgain() {
    for (CommandLine command : BenchTool.commandLine().getSubcommands().values()) {
      String[] said = command.getCommandSpec().usageMessage().description();
      assertThat(said).as(command.getCommandName()).isNotEmpty();
      assertThat(said[0]).as(command.getCommandName()).endsWith(".");
      assertThat(said)
          .as(command.getCommandName())
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(COLUMNS));
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theProgramFindsItByName() {
    assertThat(ToolProvider.findFirst("bench")).containsInstanceOf(BenchTool.class);
  }

  @Test
  void withoutABenchmarkItNamesThemAll() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString())
        .contains("retrieval", "ann", "ingest", "search", "chunking", "embed", "answers");
  }

  @Test
  void everyBenchmarkHasHelp() {
    for (String name : BenchTool.commandLine().getSubcommands().keySet()) {
      assertThat(run(name, "--help")).as(name).isZero();
    }
  }

  @Test
  void everyBenchmarkIsCalledByTheProgramsNameAndShowsAnExample() {
    for (String name : BenchTool.commandLine().getSubcommands().keySet()) {
      out.getBuffer().setLength(0);
      run(name, "--help");
      assertThat(out.toString())
          .startsWith("Usage: pinakes bench " + name + " ")
          .contains("\n  pinakes bench " + name);
    }
    assertThat(run("ann", "--nosuch")).isEqualTo(2);
    assertThat(err.toString()).contains("See: pinakes bench ann --help");
  }

  @Test
  void nothingIsWrittenIntoAHome(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve("format"), "pinakes-home 1\n");
    Path toHome = Files.createSymbolicLink(folder.resolve("link"), home);
    for (String output : new String[] {home.toString(), home + "/reports", toHome + "/x"}) {
      for (String[] words :
          new String[][] {
            {"retrieval", folder.toString(), "--report", output},
            {"retrieval", folder.toString(), "--run-file", output + "/run.txt"},
            {"ann", "--report", output}
          }) {
        err.getBuffer().setLength(0);
        assertThat(run(words)).as(output).isEqualTo(2);
        assertThat(err.toString()).contains("is in the home of a Pinakes");
      }
    }
    try (var left = Files.list(home)) {
      assertThat(left).containsExactly(home.resolve("format"));
    }
  }

  @Test
  void theProgramsOptionsMayStandBeforeTheBenchmark(@TempDir Path empty) throws Exception {
    String folder = empty.toString();
    assertThat(run("--home", folder, "-q", "--json", "retrieval", folder)).isEqualTo(2);
    JsonNode failure = new ObjectMapper().readTree(out.toString());
    assertThat(failure.get("error").asText()).contains("no corpus.jsonl");
    for (String name : BenchTool.commandLine().getSubcommands().keySet()) {
      String[] words = {"--home", folder, "--no-color", "--no-progress", "-v", name, "--help"};
      assertThat(run(words)).as(name).isZero();
    }
  }

  @Test
  void textAloneNeedsNoModel(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("qrels"));
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        "{\"_id\":\"1\",\"text\":\"Penguins walk.\"}\n{\"_id\":\"2\",\"text\":\"Gulls fly.\"}\n");
    Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\":\"q\",\"text\":\"gulls\"}\n");
    Files.writeString(folder.resolve("qrels/test.tsv"), "q\t2\t1\n");
    String[] words = {
      "retrieval", folder.toString(), "--unit", "document", "--model", "no-such", "--json", "--mode"
    };
    assertThat(run(with(words, "text"))).as(err.toString()).isZero();
    JsonNode result = new ObjectMapper().readTree(out.toString()).get("results").get(0);
    assertThat(result.get("metrics").get("nDCG@10").asDouble()).isEqualTo(1);
    assertThat(result.get("model").asText()).as("the record").isEqualTo("none");
    assertThat(run(with(words, "vector"))).isEqualTo(1);
    assertThat(err.toString()).contains("no-such");
  }

  private static String[] with(String[] words, String last) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }

  @Test
  void aMistakeInTheArgumentsIsTwoAndSoIsAFolderOfAnotherKind(@TempDir Path empty) {
    assertThat(run("retrieval", empty.toString(), "--unit", "word")).isEqualTo(2);
    assertThat(run("retrieval", empty.toString(), "--mode", "smell")).isEqualTo(2);
    assertThat(run("retrieval", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is not a BEIR folder: it has no corpus.jsonl");
  }

  @Test
  void aFolderThatIsNotThereIsCalledThat(@TempDir Path empty) {
    for (String name : BenchTool.commandLine().getSubcommands().keySet()) {
      if (name.equals("network")) {
        continue;
      }
      err.getBuffer().setLength(0);
      String nowhere = empty.resolve("nowhere").toString();
      String[] words =
          name.equals("load")
              ? new String[] {name, nowhere, "--dataset", "any", "--questions", nowhere}
              : new String[] {name, nowhere};
      assertThat(run(words)).as(name).isEqualTo(4);
      assertThat(err.toString())
          .as(name)
          .contains("nowhere] does not exist", "pinakes bench " + name + " --help");
    }
  }

  @Test
  void withJsonAFailureIsOneDocument(@TempDir Path empty) throws Exception {
    assertThat(run("retrieval", empty.toString(), "--json")).isEqualTo(2);
    JsonNode failure = new ObjectMapper().readTree(out.toString());
    assertThat(failure.get("schema").asText()).isEqualTo("pinakes.error/1");
    assertThat(failure.get("error").asText()).contains("no corpus.jsonl");
    assertThat(failure.get("exit_code").asInt()).isEqualTo(2);
  }

  private int run(String... args) {
    return new BenchTool().run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
