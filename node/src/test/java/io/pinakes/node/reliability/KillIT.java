package io.pinakes.node.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL in named stages, many times, and holds it to its promise: the home
 * opens at once, its checks are clean, what was embedded is not embedded again, and a run that is
 * let finish behind each kill, over a copy, ends at the root of runs that were never disturbed.
 *
 * <p>The table counts a kill where the process was when it died: in the stage that it named last.
 */
@Tag("slow")
final class KillIT {
  private static final int KILLS = Integer.getInteger("pinakes.kills", 200);

  /** So that there are as many homes as three at once take in three turns. */
  private static final int KILLS_A_HOME = 23;

  private static final int HOMES_AT_ONCE = 3;
  private static final List<String> STAGES =
      List.of(
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
          "gc-sweep");

  /** A third of the kills that are aimed at a stage. */
  private static final int LEAST = KILLS / STAGES.size() / 3;

  @TempDir private Path work;
  private final long seed = Long.getLong("pinakes.seed", 20261121L);

  @Test
  void aHomeSurvivesSigkillInEveryStage() throws Exception {
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    Path temporary = Files.createDirectory(work.resolve("tmp"));
    KillTable table = new KillTable();
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      wanted.add(STAGES.get(i % STAGES.size()));
    }
    Collections.shuffle(wanted, new Random(seed));
    try {
      live(wanted, seed, temporary, table, false);
      // A stage may take less time than a signal: where too few fell, the program waits for it.
      live(lacking(table), seed + KILLS, temporary, table, true);
    } finally {
      System.out.println(table.text());
    }
    assertThat(table.kills()).isGreaterThanOrEqualTo(KILLS);
    assertThat(lacking(table)).as("stages hit too seldom, in\n%s", table.text()).isEmpty();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).as("left behind in the temporary folder").isEmpty();
    }
  }

  /** Some homes at once, each killed some times. */
  private void live(List<String> wanted, long seed, Path temporary, KillTable table, boolean held)
      throws Exception {
    try (ExecutorService homes = Executors.newFixedThreadPool(HOMES_AT_ONCE)) {
      List<Future<?>> lives = new ArrayList<>();
      for (int from = 0; from < wanted.size(); from += KILLS_A_HOME) {
        List<String> stages = wanted.subList(from, Math.min(wanted.size(), from + KILLS_A_HOME));
        long its = seed + from;
        lives.add(
            homes.submit(
                () -> {
                  Path life = Files.createDirectories(work.resolve("life-" + its));
                  try (SharedParts parts = new SharedParts(life)) {
                    new KilledHome(life, temporary, its, table, parts).live(stages, held);
                  }
                  return null;
                }));
      }
      try {
        for (Future<?> life : lives) {
          life.get();
        }
      } finally {
        lives.forEach(life -> life.cancel(false));
      }
    }
  }

  /** The stages that were hit less than a third as often as aimed at, each as often as it lacks. */
  private static List<String> lacking(KillTable table) {
    return STAGES.stream()
        .flatMap(stage -> Collections.nCopies(LEAST, stage).stream().skip(table.landedIn(stage)))
        .toList();
  }
}
