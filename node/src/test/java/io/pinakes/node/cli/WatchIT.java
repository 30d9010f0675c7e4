package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingest --watch} in one process, search in others, files coming and going. */
class WatchIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void followsFilesThatComeChangeMoveAndGoUntilItIsStopped() throws Exception {
    Path documents = CommandBatch.documents(folder.resolve("documents"));
    Path home = folder.resolve("home");
    Process watch =
        CommandBatch.program(home)
            .interruptible()
            .errorsTo(folder.resolve("errors.txt"))
            .start("ingest", documents.toString(), "-d", "papers", "--watch", "--json");
    try (BufferedReader reports = watch.inputReader(StandardCharsets.UTF_8)) {
      assertThat(next(reports).at("/files/indexed").asInt()).isEqualTo(2);
      Path kiln = documents.resolve("kiln.md");
      moveIn(kiln, "# Kilns\n\nA potter fires tablets in a kiln.\n");
      assertThat(next(reports).at("/files/indexed").asInt()).as("one came").isEqualTo(1);
      assertThat(search(home, "kiln")).contains("kiln.md").contains("A potter fires tablets");

      moveIn(kiln, "# Kilns\n\nA baker fires tablets of bread in a kiln.\n");
      assertThat(next(reports).at("/files/indexed").asInt()).as("one changed").isEqualTo(1);
      assertThat(search(home, "kiln")).contains("A baker fires").doesNotContain("A potter fires");

      Files.move(kiln, documents.resolve("wing").resolve("oven.md"));
      // The move may be seen in two looks: the new name, then that the old one is gone.
      JsonNode moved = next(reports);
      if (moved.at("/files/removed").asInt() == 0) {
        moved = next(reports);
      }
      assertThat(moved.at("/files/removed").asInt()).as("one moved").isEqualTo(1);
      assertThat(moved.at("/chunks/embedded").asInt()).as("a move embeds nothing").isZero();
      assertThat(search(home, "kiln")).contains("wing/oven.md").doesNotContain("kiln.md");

      Outcome second =
          CommandBatch.program(home).run("ingest", documents.toString(), "-d", "papers");
      assertThat(second.exitCode()).as(second.err()).isEqualTo(ExitCode.CONFLICT);
      assertThat(second.err())
          .contains("pinakes ingest", "Reading (search, ask, status) works meanwhile");

      Files.delete(documents.resolve("wing").resolve("oven.md"));
      assertThat(next(reports).at("/files/removed").asInt()).as("one went").isEqualTo(1);
      assertThat(search(home, "kiln")).doesNotContain("oven.md");

      InterruptionIT.send(watch, "INT");
      assertThat(watch.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(reports.readLine()).as("nothing but reports is printed").isNull();
    } finally {
      watch.destroyForcibly();
    }
    assertThat(Files.readString(folder.resolve("errors.txt")))
        .contains("Following ")
        .contains("Stopped following ")
        .doesNotContain("Exception");
  }

  /** Writes it elsewhere first: else a look of the watch may come between its begin and its end. */
  private void moveIn(Path file, String text) throws IOException {
    Path draft = Files.writeString(folder.resolve("draft"), text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits for the next report, which is one line. */
  private JsonNode next(BufferedReader reports) throws Exception {
    String line = reports.readLine();
    if (line == null) {
      throw new AssertionError(
          "the watch has ended: " + Files.readString(folder.resolve("errors.txt")));
    }
    JsonNode report = MAPPER.readTree(line);
    assertThat(report.get("schema").asText()).isEqualTo("pinakes.ingest/1");
    return report;
  }

  private static String search(Path home, String words) throws Exception {
    Outcome found = CommandBatch.program(home).run("search", words, "--mode", "text");
    assertThat(found.exitCode()).as(found.err()).isIn(ExitCode.OK, ExitCode.NOT_FOUND);
    return found.out();
  }
}
