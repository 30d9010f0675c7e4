package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ingest --watch} on a home that a node serves, files and nodes coming and going. */
@Timeout(600)
class WatchByNodeIT {
  /** More than a node embeds while a signal is under way, even if that is held up for a while. */
  private static final int MANY = 400;

  private static final String NOTE = "By the node at ";

  @TempDir Path folder;

  private Path documents;
  private Path home;
  private Path errors;
  private ServedProcess node;

  @BeforeEach
  void serve() throws Exception {
    documents = CommandBatch.documents(folder.resolve("documents"));
    home = folder.resolve("home");
    errors = folder.resolve("errors.txt");
    node = ServedProcess.start(home);
  }

  @AfterEach
  void stop() throws Exception {
    node.stop();
  }

  @Test
  void roundsAreJobsOfTheNodeUntilCtrlC() throws Exception {
    Process watch = watch();
    try (BufferedReader reports = watch.inputReader(StandardCharsets.UTF_8)) {
      JsonNode first = next(reports);
      assertThat(first.at("/files/indexed").asInt()).isEqualTo(2);
      assertThat(first.at("/files/failed").asInt()).isEqualTo(1);
      Path kiln = documents.resolve("kiln.md");
      moveIn(kiln, "# Kilns\n\nA potter fires tablets in a kiln.\n");
      assertThat(next(reports).at("/files/indexed").asInt()).as("one came").isEqualTo(1);
      assertThat(search("kiln")).contains("kiln.md", "A potter fires tablets");

      Path other = Files.createDirectories(folder.resolve("other"));
      Files.writeString(other.resolve("wax.md"), "Scribes wrote upon wax.\n");
      CommandInTest.Said beside = run("ingest", other.toString(), "-d", "notes", "-q");
      assertThat(beside.exitCode()).as("other work goes on: " + beside.err()).isZero();

      Files.delete(kiln);
      assertThat(next(reports).at("/files/removed").asInt()).as("one went").isEqualTo(1);
      assertThat(search("kiln")).doesNotContain("kiln.md");

      InterruptionIT.send(watch, "INT");
      assertThat(watch.waitFor(3, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(reports.readLine()).as("nothing but reports is printed").isNull();
    } finally {
      watch.destroyForcibly();
    }
    assertThat(Files.readString(errors))
        .containsSubsequence(NOTE, "Following " + documents, "Stopped following " + documents)
        .doesNotContain("waiting", "Exception");
    JsonNode jobs = node.get("/api/v1/jobs").get("jobs");
    for (JsonNode job : jobs) {
      // A round in which nothing has changed may have begun; it has no report, and Ctrl-C ends it.
      String ended = job.equals(jobs.get(0)) ? "cancelled" : "succeeded";
      assertThat(job.get("state").asText()).as("%s", job).isIn("succeeded", "partial", ended);
    }
    assertThat(run("doctor").exitCode()).isZero();
  }

  @Test
  @Tag("slow")
  void anIngestThatIsUnderWayEndsWithCtrlCAndTheNextOneGoesOn() throws Exception {
    for (int i = 0; i < MANY; i++) {
      String words = "Tablet %d lists %d jars of oil and %d of beer. ".formatted(i, i * 7, i * 13);
      Files.writeString(documents.resolve("tablet-" + i + ".md"), words.repeat(20));
    }
    Process watch = watch("--progress", "json");
    try {
      awaitWords("\"embed\"");
      InterruptionIT.send(watch, "INT");
      assertThat(watch.waitFor(3, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
    } finally {
      watch.destroyForcibly();
    }
    node.awaitJobs();
    assertThat(node.get("/api/v1/jobs").at("/jobs/0/state").asText()).isEqualTo("cancelled");
    for (int i = 50; i < MANY; i++) {
      Files.delete(documents.resolve("tablet-" + i + ".md"));
    }
    CommandInTest.Said again = run("ingest", documents.toString(), "-d", "papers", "--json", "-q");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.PARTIAL);
    assertThat(new ObjectMapper().readTree(again.out()).at("/version").asInt()).isEqualTo(1);
    assertThat(run("doctor").exitCode()).isZero();
  }

  @Test
  @Tag("slow")
  void aNodeThatIsStartedAgainGoesOnWithIt() throws Exception {
    Process watch = watch();
    try (BufferedReader reports = watch.inputReader(StandardCharsets.UTF_8)) {
      next(reports);
      node.stop();
      moveIn(documents.resolve("kiln.md"), "# Kilns\n\nA potter fires tablets.\n");
      awaitWords("waiting: ");
      node = ServedProcess.start(home);
      assertThat(next(reports).at("/files/indexed").asInt()).isEqualTo(1);
    } finally {
      watch.destroyForcibly();
    }
    assertThat(Files.readString(errors))
        .containsOnlyOnce("waiting: no node serves this home now; one that is started goes on");
  }

  @Test
  @Tag("slow")
  void aFolderThatGoesAwayIsWaitedForAndASourceThatIsTakenOutIsNot() throws Exception {
    Process watch = watch();
    try (BufferedReader reports = watch.inputReader(StandardCharsets.UTF_8)) {
      String source = next(reports).get("source").asText();
      Path away = folder.resolve("away");
      Files.move(documents, away);
      awaitWords("waiting: source ");
      assertThat(search("papyrus")).contains("papyrus.md");
      Files.move(away, documents);
      moveIn(documents.resolve("kiln.md"), "# Kilns\n\nA potter fires tablets.\n");
      assertThat(next(reports).at("/files/indexed").asInt()).isEqualTo(1);

      CommandInTest.Said out = run("source", "rm", "papers", source);
      assertThat(out.exitCode()).as(out.err()).isZero();
      moveIn(documents.resolve("kiln.md"), "# Kilns\n\nA baker fires bread.\n");
      assertThat(watch.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(watch.exitValue()).isEqualTo(ExitCode.FAILURE);
    } finally {
      watch.destroyForcibly();
    }
    assertThat(Files.readString(errors)).contains("was taken out of dataset [papers] meanwhile");
    assertThat(search("baker")).doesNotContain("kiln.md");
  }

  @Test
  void whatCannotBeFollowedIsRefusedInTheSameWords() throws Exception {
    Path alone = folder.resolve("alone");
    for (List<String> line :
        List.of(
            List.of("ingest", folder.resolve("none").toString(), "--watch"),
            List.of("ingest", documents.toString(), "--watch", "-d", "Not A Name"),
            List.of("ingest", documents.toString(), "--watch", "--model", "none", "--json"))) {
      CommandInTest.Said here = CommandInTest.run(alone, line);
      CommandInTest.Said there = CommandInTest.run(home, line);
      assertThat(there.exitCode()).as("%s %s", line, there).isEqualTo(here.exitCode()).isNotZero();
      assertThat(there.out()).as("%s", line).isEqualTo(here.out());
      assertThat(there.err().replaceAll("(?m)^" + NOTE + ".*\\R", ""))
          .as("%s", line)
          .isEqualTo(here.err());
    }
  }

  private Process watch(String... more) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("ingest", documents.toString(), "-d", "papers", "--watch"));
    line.add("--json");
    line.addAll(List.of(more));
    return CommandBatch.program(home)
        .interruptible()
        .errorsTo(errors)
        .start(line.toArray(String[]::new));
  }

  /** Writes it elsewhere first: else a look of the watch may come between its begin and its end. */
  private void moveIn(Path file, String text) throws IOException {
    Path draft = Files.writeString(folder.resolve("draft"), text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits for what is said to people. */
  private void awaitWords(String words) throws Exception {
    long end = System.nanoTime() + Patience.TIME.toNanos();
    while (!Files.readString(errors).contains(words)) {
      assertThat(System.nanoTime()).as("%s", Files.readString(errors)).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Waits for the next report, which is one line. */
  private JsonNode next(BufferedReader reports) throws Exception {
    String line = reports.readLine();
    assertThat(line).as("the watch goes on: " + Files.readString(errors)).isNotNull();
    return new ObjectMapper().readTree(line);
  }

  private CommandInTest.Said run(String... words) {
    return CommandInTest.run(home, List.of(words));
  }

  private String search(String words) {
    CommandInTest.Said found = run("search", words, "--mode", "text", "-d", "papers");
    assertThat(found.exitCode()).as(found.err()).isIn(ExitCode.OK, ExitCode.NOT_FOUND);
    return found.out();
  }
}
