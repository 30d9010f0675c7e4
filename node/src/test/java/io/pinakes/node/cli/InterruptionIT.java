package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.home.Home;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, and what a supervisor sends: the work stops soon, says so, and goes on the next time. */
class InterruptionIT {
  private static final int FILES = 250;
  private static final int TRIES = 5;

  @TempDir Path folder;

  @Test
  void ctrlCEndsAnIngestWithItsOwnNumberAndTheNextRunGoesOn() throws Exception {
    JsonNode stopped = stopInTheMiddle("INT", ExitCode.INTERRUPTED);
    Outcome next =
        CommandBatch.program(folder.resolve("home"))
            .run("ingest", folder.resolve("documents").toString(), "--json", "--no-progress");
    assertThat(next.exitCode()).as(next.err()).isZero();
    JsonNode done = new ObjectMapper().readTree(next.out());
    assertThat(done.at("/files/indexed").asInt()).isEqualTo(FILES);
    assertThat(done.at("/chunks/reused").asInt())
        .as("what the stopped run had embedded is not embedded again")
        .isGreaterThanOrEqualTo(stopped.at("/chunks/embedded").asInt());
  }

  /** 143 = 128 + 15 is what shells and supervisors take for a process that was told to end. */
  @Test
  void aSupervisorsSignalEndsItInOrderToo() throws Exception {
    stopInTheMiddle("TERM", 143);
  }

  /** What has not stopped in two seconds is ended without a report: on a busy machine, seldom. */
  private JsonNode stopInTheMiddle(String signal, int exitCode) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Optional<JsonNode> report = stop(signal, exitCode);
      if (report.isPresent()) {
        return report.get();
      }
      Home.deleteBelow(folder);
    }
    throw new AssertionError("it did not stop in time in [" + TRIES + "] tries");
  }

  private Optional<JsonNode> stop(String signal, int exitCode) throws Exception {
    Path documents = folder.resolve("documents");
    Corpus.write(documents, FILES, 7);
    // Read last, and for a minute: nothing but the signal ends the work before.
    Path endless = Files.writeString(documents.resolve("z-endless.md"), endless());
    Process ingest =
        CommandBatch.program(folder.resolve("home"))
            .interruptible()
            .start("ingest", documents.toString(), "--json", "--progress", "json");
    String said = sendAt(ingest, "\"stage\":\"embed\"", signal);
    byte[] out = ingest.getInputStream().readAllBytes();
    assertThat(ingest.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(ingest.exitValue()).isEqualTo(exitCode);
    Files.delete(endless);
    if (said.contains("did not stop in time")) {
      assertThat(out).isEmpty();
      return Optional.empty();
    }
    JsonNode report = new ObjectMapper().readTree(out);
    assertThat(report.get("cancelled").asBoolean()).isTrue();
    assertThat(report.at("/files/indexed").asInt()).isLessThan(FILES + 1);
    return Optional.of(report);
  }

  /** A file over which the parser of Markdown sits: each run of ` looks for its like. */
  private static String endless() {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 4000; i++) {
      text.append("`".repeat(i)).append(' ');
    }
    return text.toString();
  }

  /**
   * Sends the signal at the first line of standard error that holds the text, and gives what comes
   * behind it.
   */
  private static String sendAt(Process process, String text, String signal)
      throws IOException, InterruptedException {
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        send(process, signal);
        return lines.lines().collect(Collectors.joining("\n"));
      }
    }
    throw new IOException("ended without [" + text + "], with exit code " + process.waitFor());
  }

  static void send(Process process, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
