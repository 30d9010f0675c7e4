package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An index in one piece, by a process of its own and by the node that serves the home. */
@Timeout(600)
@Tag("slow")
class DatasetCompactIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theIndexIsOnePieceAndAnswersAsBefore() throws Exception {
    for (String word : List.of("papyrus", "parchment", "vellum")) {
      add(word);
    }
    assertThat(pieces()).isGreaterThan(1);
    List<String> before = hits();
    Outcome outcome = run("dataset", "compact", "notes");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("notes: its index is in one piece, after ");
    assertThat(pieces()).isEqualTo(1);
    assertThat(hits()).isEqualTo(before).hasSize(3);
    assertThat(run("dataset", "compact", "none").exitCode()).isEqualTo(ExitCode.NOT_FOUND);

    ServedProcess node = ServedProcess.start(folder.resolve("home"));
    try {
      add("wax");
      List<String> more = hits();
      assertThat(more).hasSize(4);
      Outcome served = run("dataset", "compact", "notes", "--json");
      assertThat(served.exitCode()).as(served.err()).isZero();
      JsonNode done = JSON.readTree(served.out());
      assertThat(done.get("schema").asText()).isEqualTo("pinakes.dataset-compact/1");
      assertThat(done.get("seconds").asDouble()).isPositive();
      assertThat(hits()).isEqualTo(more);
      assertThat(run("dataset", "compact", "none").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    } finally {
      node.process().destroy();
      node.process().waitFor();
    }
    assertThat(pieces()).isEqualTo(1);
    assertThat(run("doctor").exitCode()).isZero();
  }

  private void add(String word) throws Exception {
    Path notes = Files.createDirectories(folder.resolve("notes"));
    Files.writeString(
        notes.resolve(word + ".md"), "# Of " + word + "\n\nScribes wrote upon " + word + ".\n");
    Outcome outcome = run("ingest", notes.toString(), "-d", "notes", "-q");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
  }

  private List<String> hits() throws Exception {
    Outcome outcome = run("search", "what did scribes write upon", "-d", "notes", "--json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return JSON.readTree(outcome.out()).findValuesAsText("path");
  }

  /** The segments of the index, each of which has one such file. */
  private long pieces() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("home/index/notes"))) {
      return files.filter(file -> file.toString().endsWith(".si")).count();
    }
  }

  private Outcome run(String... words) throws Exception {
    return CommandBatch.program(folder.resolve("home")).run(words);
  }
}
