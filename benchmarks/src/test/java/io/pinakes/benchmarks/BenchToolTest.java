package io.pinakes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchToolTest {
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
  void aMistakeInTheArgumentsIsTwoAndAFailureIsOne(@TempDir Path empty) {
    assertThat(run("retrieval", empty.toString(), "--unit", "word")).isEqualTo(2);
    assertThat(run("retrieval", empty.toString(), "--mode", "smell")).isEqualTo(2);
    assertThat(run("retrieval", empty.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is not a BEIR folder: it has no corpus.jsonl");
  }

  @Test
  void aFolderThatIsNotThereIsCalledThat(@TempDir Path empty) {
    for (String name : new String[] {"ann", "ingest"}) {
      err.getBuffer().setLength(0);
      assertThat(run(name, empty.resolve("nowhere").toString())).as(name).isEqualTo(4);
      assertThat(err.toString()).as(name).contains("nowhere] does not exist: check the path");
    }
  }

  @Test
  void withJsonAFailureIsOneDocument(@TempDir Path empty) throws Exception {
    assertThat(run("retrieval", empty.toString(), "--json")).isEqualTo(1);
    JsonNode failure = new ObjectMapper().readTree(out.toString());
    assertThat(failure.get("schema").asText()).isEqualTo("pinakes.error/1");
    assertThat(failure.get("error").asText()).contains("no corpus.jsonl");
    assertThat(failure.get("exit_code").asInt()).isEqualTo(1);
  }

  private int run(String... args) {
    return new BenchTool().run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
