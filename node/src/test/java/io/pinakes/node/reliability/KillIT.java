package io.pinakes.node.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL at named stages, many times, and holds it to the promise of the
 * ledger: the home opens at once, its checks are clean, and the run that is let finish ends at the
 * root of a run that was never disturbed.
 */
@Tag("slow")
final class KillIT {
  private static final int KILLS = Integer.getInteger("pinakes.kills", 200);
  private static final int KILLS_A_HOME = 5;
  private static final int FILES = 24;
  private static final double OPEN_LIMIT_SECONDS = 2.0;
  private static final String[] STAGES = {
    "walk",
    "extract",
    "chunk",
    "embed",
    "stage",
    "seal",
    "switch",
    "index",
    "merge",
    "gc-mark",
    "gc-sweep"
  };
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path work;
  private final long seed = Long.getLong("pinakes.seed", 20261121L);
  private final Random random = new Random(seed);
  private final Map<String, int[]> table = new TreeMap<>();
  private double slowestOpen;

  @Test
  void theBankSurvivesSigkillAtEveryStage() throws Exception {
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    Path temporary = Files.createDirectory(work.resolve("tmp"));
    int kills = 0;
    for (int home = 0; kills < KILLS; home++) {
      kills += disturb(home, KILLS - kills, temporary);
    }
    print(kills);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).as("left behind in the temporary folder").isEmpty();
    }
  }

  /** One home, killed several times on its way through two versions and a collection of garbage. */
  private int disturb(int number, int most, Path temporary) throws Exception {
    Path folder = work.resolve("folder-" + number);
    Corpus.write(folder, FILES, number);
    String undisturbed = finalRoot(work.resolve("calm-" + number), folder, temporary);

    Path home = work.resolve("home-" + number);
    int kills = 0;
    for (int attempt = 0;
        attempt < 4 * KILLS_A_HOME && kills < Math.min(most, KILLS_A_HOME);
        attempt++) {
      String stage = STAGES[random.nextInt(STAGES.length)];
      boolean collect = stage.startsWith("gc");
      Outcome outcome =
          process(temporary).run(killAt(stage), collect ? gc(home) : ingest(home, folder));
      int[] row = table.computeIfAbsent(stage, s -> new int[2]);
      if (outcome.killed()) {
        kills++;
        row[0]++;
        assertIntact(home, temporary, stage + " of home " + number);
      } else {
        row[1]++;
        touch(folder, number + attempt);
        undisturbed = finalRoot(work.resolve("calm-" + number + "-" + attempt), folder, temporary);
      }
    }
    assertThat(finalRoot(home, folder, temporary))
        .as("documents root after [%d] kills", kills)
        .isEqualTo(undisturbed);
    return kills;
  }

  private void assertIntact(Path home, Path temporary, String where) throws Exception {
    long start = System.nanoTime();
    Outcome status = process(temporary).run("status", "--home", home.toString(), "--json");
    double seconds = (System.nanoTime() - start) / 1e9;
    slowestOpen = Math.max(slowestOpen, seconds);
    assertThat(status.exitCode())
        .as("status after a kill at %s:\n%s", where, status.err())
        .isIn(0, 4);
    assertThat(seconds)
        .as("seconds to open after a kill at %s, a new JVM included", where)
        .isLessThan(OPEN_LIMIT_SECONDS);
    Outcome doctor = process(temporary).run("doctor", "--home", home.toString(), "--json");
    assertThat(doctor.exitCode())
        .as("doctor after a kill at %s:\n%s%s", where, doctor.out(), doctor.err())
        .isZero();
  }

  private String finalRoot(Path home, Path folder, Path temporary) throws Exception {
    Outcome outcome = process(temporary).run(ingest(home, folder));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode report = JSON.readTree(outcome.out());
    return report.get("documents_root").asText();
  }

  /** Accepts a random one of the stage's progress lines. */
  private Predicate<String> killAt(String stage) {
    AtomicInteger wait = new AtomicInteger(random.nextInt(6));
    String sign = "\"stage\":\"" + stage + "\"";
    return line -> line.contains(sign) && wait.getAndDecrement() <= 0;
  }

  /** Changes some files, so that the next run has work for every stage. */
  private void touch(Path folder, int salt) throws Exception {
    for (int i = 0; i < 6; i++) {
      Files.writeString(
          folder.resolve("note-" + (1 + 3 * i) + ".md"),
          Corpus.document(1000 + salt * 10 + i, new Random(salt)));
    }
  }

  private static String[] ingest(Path home, Path folder) {
    return new String[] {
      "ingest",
      folder.toString(),
      "--dataset",
      "notes",
      "--home",
      home.toString(),
      "--json",
      "--progress",
      "json"
    };
  }

  private static String[] gc(Path home) {
    return new String[] {"gc", "--home", home.toString(), "--json", "--progress", "json"};
  }

  private static PinakesProcess process(Path temporary) {
    return new PinakesProcess()
        .flag("-Djava.io.tmpdir=" + temporary)
        .with("TMPDIR", temporary.toString());
  }

  private void print(int kills) {
    System.out.printf(
        "%d kills, slowest open %.2f s (limit %.1f s, a new JVM included)%n",
        kills, slowestOpen, OPEN_LIMIT_SECONDS);
    System.out.printf("%-10s %8s %12s%n", "stage", "killed", "had ended");
    table.forEach((stage, row) -> System.out.printf("%-10s %8d %12d%n", stage, row[0], row[1]));
  }
}
