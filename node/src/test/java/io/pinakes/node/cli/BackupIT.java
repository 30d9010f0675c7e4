package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.datasets.home.Home;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.FolderCopy;
import io.pinakes.node.testing.Patience;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code backup} and {@code restore} as processes, beside others that write the home. */
@Timeout(600)
@Tag("slow")
class BackupIT {
  private static final long SEED = 130;
  private static final int FILES = 400;

  /** Of a kill that is to come before the work is done. */
  private static final int TRIES = 10;

  @TempDir Path folder;

  private static Outcome run(Path home, String... line) throws Exception {
    return CommandBatch.program(home).run(line);
  }

  private static JsonNode json(Path home, String... line) throws Exception {
    String[] all = Arrays.copyOf(line, line.length + 1);
    all[line.length] = "--json";
    Outcome ran = run(home, all);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(ran.out());
  }

  /** Backs up again and again until the process ends; what each backup says of itself. */
  private List<JsonNode> backUpWhile(Process process, Path home, Path into) throws Exception {
    List<JsonNode> backups = new ArrayList<>();
    do {
      Path file = into.resolve("backup-" + backups.size() + ".tar");
      backups.add(json(home, "backup", file.toString()));
    } while (process.isAlive());
    assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    return backups;
  }

  private static void awaitStage(Process process, String stage) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.contains("\"stage\":\"" + stage + "\"")) {
      line = lines.readLine();
    }
    assertThat(line).as("stage " + stage).isNotNull();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (lines.readLine() != null) {
                  // So that it does not stand still.
                }
              } catch (IOException ended) {
                return;
              }
            });
  }

  private void isSoundAndAtWhatItSays(JsonNode backup, Path home) throws Exception {
    assertThat(json(home, "restore", backup.get("file").asText()).get("datasets"))
        .isEqualTo(backup.get("datasets"));
    assertThat(json(home, "doctor").get("sound").asBoolean()).isTrue();
  }

  private JsonNode papers(Path home) throws Exception {
    return json(home, "dataset", "show", "papers");
  }

  private JsonNode hits(Path home) throws Exception {
    return json(home, "search", "the fleet at night", "-k", "10").get("hits");
  }

  @Test
  void inTheMiddleOfAnIngestItIsTheHomeOfOneMomentAndTheIngestGoesOnFromIt() throws Exception {
    System.out.println("seed " + SEED);
    Path home = folder.resolve("home");
    Path files = folder.resolve("files");
    Corpus.write(files, FILES, SEED);
    List<JsonNode> backups = new ArrayList<>();
    // The first may come late, on a busy machine: what was done by then is done again.
    for (int i = 0; i < TRIES && !isOfTheMiddle(backups); i++) {
      Home.deleteBelow(home);
      Process process =
          CommandBatch.program(home)
              .start("ingest", files.toString(), "-d", "papers", "--progress", "json");
      awaitStage(process, "stage");
      backups = backUpWhile(process, home, Files.createDirectory(folder.resolve("b" + i)));
      assertThat(process.exitValue()).isZero();
      System.out.println(backups.size() + " backups beside the ingest");
    }
    assertThat(isOfTheMiddle(backups)).isTrue();

    Path half = folder.resolve("half");
    isSoundAndAtWhatItSays(backups.getFirst(), half);
    JsonNode report = json(half, "ingest", files.toString(), "-d", "papers");
    int chunks = report.at("/chunks/total").asInt();
    assertThat(report.at("/chunks/embedded").asInt()).isLessThan(chunks);
    assertThat(papers(half).get("documents_root")).isEqualTo(papers(home).get("documents_root"));

    Path last = folder.resolve("last");
    isSoundAndAtWhatItSays(json(home, "backup", folder.toString()), last);
    assertThat(papers(last).get("manifest")).isEqualTo(papers(home).get("manifest"));
    assertThat(hits(last)).isNotEmpty().isEqualTo(hits(home));
  }

  private static boolean isOfTheMiddle(List<JsonNode> backups) {
    return !backups.isEmpty() && backups.getFirst().at("/datasets/0/version").asInt() == 0;
  }

  @Test
  void besideANodeThatServesAndIngestsItHoldsKeysTokenAndUploadsForTheOwnerOnly() throws Exception {
    Path home = folder.resolve("home");
    Path files = folder.resolve("files");
    Corpus.write(files, 60, SEED);
    assertThat(run(home, "ingest", files.toString(), "-d", "papers", "-q").exitCode()).isZero();
    Process node = CommandBatch.program(home).start("serve", "--listen", "127.0.0.1:0", "--json");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isNotNull();
      Path more = folder.resolve("more");
      Corpus.write(more, FILES, SEED + 1);
      Process ingest =
          CommandBatch.program(home).start("ingest", more.toString(), "-d", "more", "-q");
      List<JsonNode> backups =
          backUpWhile(ingest, home, Files.createDirectory(folder.resolve("b")));
      assertThat(ingest.exitValue()).isZero();
      System.out.println(backups.size() + " backups beside the node");
      Path restored = folder.resolve("restored");
      isSoundAndAtWhatItSays(backups.getFirst(), restored);
      assertThat(papers(restored).get("manifest")).isEqualTo(papers(home).get("manifest"));
      assertThat(run(home, "restore", backups.getFirst().get("file").asText(), "--force"))
          .matches(outcome -> outcome.exitCode() == ExitCode.CONFLICT)
          .matches(outcome -> outcome.err().contains("is being written by process"));
      for (String secret : List.of("token", "keys/papers.key")) {
        assertThat(restored.resolve(secret)).hasSameBinaryContentAs(home.resolve(secret));
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(restored.resolve(secret))))
            .isEqualTo("rw-------");
      }
      Path file = Path.of(backups.getFirst().get("file").asText());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(restored.resolve("node.json")).doesNotExist();
    } finally {
      node.destroy();
      assertThat(node.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("held-"))).isEmpty();
    }
  }

  @Test
  void aKilledBackupLeavesNothingThatPosesAsOneAndAKilledRestoreNoHome() throws Exception {
    Path home = folder.resolve("home");
    Path files = folder.resolve("files");
    Corpus.write(files, 60, SEED);
    assertThat(run(home, "ingest", files.toString(), "-d", "papers", "-q").exitCode()).isZero();
    Path file = folder.resolve("b.tar");
    killBackup(home, file);
    assertThat(file).doesNotExist();
    JsonNode before = papers(home);
    assertThat(run(home, "backup", file.toString()).exitCode()).isZero();
    assertThat(run(home, "backup", file.toString()).exitCode()).isEqualTo(ExitCode.CONFLICT);

    Path other = folder.resolve("other");
    assertThat(run(other, "ingest", SAMPLE, "-d", "sample", "-q").exitCode()).isZero();
    Path kept = folder.resolve("kept");
    FolderCopy.of(other, kept);
    for (String stage : List.of("restore", "check")) {
      killRestore(stage, other, file, kept);
      assertThat(json(other, "dataset", "show", "sample").get("name").asText()).isEqualTo("sample");
    }
    assertThat(run(other, "restore", file.toString()).exitCode()).isEqualTo(ExitCode.CONFLICT);
    assertThat(run(other, "restore", file.toString(), "--force").exitCode()).isZero();
    assertThat(papers(other).get("manifest")).isEqualTo(before.get("manifest"));
    assertThat(other.resolve("restore.part")).doesNotExist();
    assertThat(json(other, "doctor").get("sound").asBoolean()).isTrue();

    // As if it had been killed between giving up the old home and putting the new in its place.
    Files.createDirectory(other.resolve("restore.part"));
    Files.delete(other.resolve("format"));
    assertThat(run(other, "status").exitCode()).isNotZero();
    assertThat(run(other, "ingest", SAMPLE).exitCode()).isNotZero();
    assertThat(run(other, "restore", file.toString()).exitCode()).isEqualTo(ExitCode.CONFLICT);
    assertThat(run(other, "restore", file.toString(), "--force").exitCode()).isZero();
    assertThat(papers(other).get("manifest")).isEqualTo(before.get("manifest"));
  }

  /** A kill may come late: what was done by then is done again, and held there in the end. */
  private void killBackup(Path home, Path file) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      boolean held = i >= TRIES / 2;
      if (killedIn("backup", held, home, "backup", file.toString()) && !Files.exists(file)) {
        return;
      }
      Path whole = folder.resolve("whole-" + i);
      assertThat(run(whole, "restore", file.toString()).exitCode()).isZero();
      Files.delete(file);
    }
    throw new AssertionError("no backup was killed in [" + TRIES + "] tries");
  }

  private void killRestore(String stage, Path home, Path file, Path kept) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      boolean held = i >= TRIES / 2;
      boolean killed = killedIn(stage, held, home, "restore", file.toString(), "--force");
      String holds = json(home, "dataset", "ls").at("/datasets/0/name").asText();
      if (killed && holds.equals("sample")) {
        return;
      }
      assertThat(holds).as("either the old home or the new").isEqualTo("papers");
      Home.deleteBelow(home);
      FolderCopy.of(kept, home);
    }
    throw new AssertionError("no restore was killed at [" + stage + "] in [" + TRIES + "] tries");
  }

  /** Whether a command was killed at its first sign of a stage; else it did all of its work. */
  private static boolean killedIn(String stage, boolean held, Path home, String... line)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--progress", "json"));
    String sign = "\"stage\":\"" + stage + "\"";
    PinakesProcess program = CommandBatch.program(home);
    Outcome outcome =
        (held ? program.heldAt(sign) : program)
            .run(said -> said.contains(sign), all.toArray(String[]::new));
    if (!outcome.killed()) {
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
    return outcome.killed();
  }

  private static final String SAMPLE = Path.of("..", "datasets", "sample").toString();

  @Test
  void ofABackupThatWasCutOrChangedNothingIsTaken() throws Exception {
    System.out.println("seed " + SEED);
    Path home = folder.resolve("home");
    assertThat(run(home, "ingest", SAMPLE, "-d", "sample", "-q").exitCode()).isZero();
    Path file = folder.resolve("b.tar");
    assertThat(run(home, "backup", file.toString()).exitCode()).isZero();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(SEED);
    Path target = folder.resolve("target");
    for (int i = 0; i < 6; i++) {
      int at = i == 0 ? 3 : random.nextInt(whole.length);
      byte[] wrong = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, at);
      if (i % 2 == 0) {
        wrong[at] ^= 4;
      }
      Files.write(file, wrong);
      Outcome refused = run(target, "restore", file.toString());
      assertThat(refused.exitCode()).as("at " + at + refused.err()).isEqualTo(7);
      assertThat(refused.err()).contains("the backup is damaged");
      assertThat(target).doesNotExist();
    }
    Files.writeString(file, "some other file");
    assertThat(run(target, "restore", file.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(target, "restore", folder.resolve("none").toString()).exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run(folder.resolve("none"), "backup", file.toString(), "--force").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND);
    Files.write(file, whole);
    Path taken = Files.createDirectories(folder.resolve("taken"));
    Files.writeString(taken.resolve("a.txt"), "mine");
    assertThat(run(taken, "restore", file.toString(), "--force").exitCode())
        .isEqualTo(ExitCode.FAILURE);
    assertThat(taken.resolve("a.txt")).hasContent("mine");
    assertThat(run(target, "restore", file.toString()).exitCode()).isZero();
  }
}
