package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, and what a supervisor sends: the work stops soon, says so, and goes on the next time. */
class InterruptionIT {
  private static final int FILES = 250;
  private static final InstantSource CLOCK = InstantSource.system();

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

  private JsonNode stopInTheMiddle(String signal, int exitCode) throws Exception {
    Corpus.write(folder.resolve("documents"), FILES, 7);
    Process ingest =
        CommandBatch.program(folder.resolve("home"))
            .interruptible()
            .start(
                "ingest", folder.resolve("documents").toString(), "--json", "--progress", "json");
    Instant sent = sendAt(ingest, "\"stage\":\"embed\"", signal);
    byte[] out = ingest.getInputStream().readAllBytes();
    assertThat(ingest.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.between(sent, CLOCK.instant())).isLessThan(Duration.ofSeconds(10));
    assertThat(ingest.exitValue()).isEqualTo(exitCode);
    JsonNode report = new ObjectMapper().readTree(out);
    assertThat(report.get("cancelled").asBoolean()).isTrue();
    assertThat(report.at("/files/indexed").asInt()).isLessThan(FILES);
    return report;
  }

  /** Sends the signal at the first line of standard error that holds the text. */
  private static Instant sendAt(Process process, String text, String signal)
      throws IOException, InterruptedException {
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains(text)) {
        send(process, signal);
        Instant sent = CLOCK.instant();
        lines.lines().forEach(rest -> {});
        return sent;
      }
    }
    throw new IOException("ended without [" + text + "], with exit code " + process.waitFor());
  }

  static void send(Process process, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }
}
