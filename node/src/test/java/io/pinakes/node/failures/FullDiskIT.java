package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that has no room left, at one point or another of the work. */
@Tag("slow")
final class FullDiskIT {
  private static final int ROOMY_KIB = 65_536;
  private static final String QUESTION = "Who guides the fleet at night?";

  @TempDir private Path work;

  @Test
  void anIngestThatFillsTheDiskLeavesTheVersionBeforeAndGoesOnWhenThereIsRoom() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 53);
    int failed = 0;
    for (int room : new int[] {0, 64, 128, 192, 256, 384}) {
      try (Disk disk = Disk.mount(work.resolve("disk-" + room), ROOMY_KIB)) {
        Cli cli = new Cli(disk.folder().resolve("home"));
        final String old = cli.ingest(folder);
        final List<String> before = cli.search(QUESTION);
        Path larger = Files.createDirectory(work.resolve("larger-" + room));
        Corpus.write(larger, 30, 59);
        String[] ingest = {"ingest", larger.toString(), "--dataset", Cli.DATASET};

        disk.resize(disk.used() + room);
        Outcome outcome = cli.run(cli.process(), json(ingest));
        if (outcome.exitCode() != 0) {
          failed++;
          requireFull(Cli.failure(outcome, 1));
          assertThat(cli.search(QUESTION)).as("with room of [%s] KiB", room).isNotEmpty();
          if (cli.ok("status").at("/datasets/0/documents_root").asText().equals(old)) {
            assertThat(cli.search(QUESTION)).isEqualTo(before);
          }
        }
        disk.resize(ROOMY_KIB);
        String done = Cli.root(cli.ok(ingest));
        cli.requireSound();
        Cli calm = new Cli(work.resolve("calm-" + room));
        calm.ingest(folder);
        assertThat(Cli.root(calm.ok(ingest))).isEqualTo(done);
      }
    }
    assertThat(failed).as("runs that filled the disk").isGreaterThanOrEqualTo(2);
  }

  @Test
  void aFirstIngestOnASmallDiskCanBeGoneOnWith() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 6, 61);
    String root = new Cli(work.resolve("calm")).ingest(folder);
    for (int size : new int[] {16, 100, 200, 400}) {
      try (Disk disk = Disk.mount(work.resolve("disk-" + size), size)) {
        Cli cli = new Cli(disk.folder().resolve("home"));
        requireFull(cli.fails(1, "ingest", folder.toString(), "--dataset", Cli.DATASET));
        disk.resize(ROOMY_KIB);
        assertThat(cli.ingest(folder)).isEqualTo(root);
        cli.requireSound();
      }
    }
  }

  @Test
  void collectingGarbageAndImportingOnAFullDiskLoseNothing() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 12, 67);
    Path car = work.resolve("notes.car");
    Cli elsewhere = new Cli(work.resolve("elsewhere"));
    final String root = elsewhere.ingest(folder);
    elsewhere.ok("dataset", "export", Cli.DATASET, car.toString());
    Corpus.write(folder, 12, 71);
    try (Disk disk = Disk.mount(work.resolve("disk"), ROOMY_KIB)) {
      Cli cli = new Cli(disk.folder().resolve("home"));
      final String own = cli.ingest(folder);
      final List<String> before = cli.search(QUESTION);

      disk.resize(disk.used() + 8);
      String[] take = {"dataset", "import", car.toString(), "--name", "other"};
      requireFull(cli.fails(1, take));
      Outcome swept = cli.run(cli.process(), json("gc"));
      if (swept.exitCode() != 0) {
        requireFull(Cli.failure(swept, 1));
      }
      assertThat(cli.search(QUESTION, "--dataset", Cli.DATASET)).isEqualTo(before);

      disk.resize(ROOMY_KIB);
      cli.ok("gc");
      cli.ok(take);
      cli.requireSound();
      assertThat(cli.ok("status").at("/datasets").findValuesAsText("documents_root"))
          .containsExactly(own, root);
      assertThat(cli.search(QUESTION, "--dataset", Cli.DATASET)).isEqualTo(before);
    }
  }

  @Test
  void aCacheWithoutRoomIsNamedWithWhatToDo() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 2, 73);
    Cli cli = new Cli(work.resolve("home"));
    try (Disk disk = Disk.mount(work.resolve("cache"), 1_024)) {
      Failure failure =
          cli.fails(
              cli.process().flag("-Dpinakes.cache=" + disk.folder()),
              1,
              "ingest",
              folder.toString(),
              "--dataset",
              Cli.DATASET);
      assertThat(failure.error()).contains(disk.folder().toString());
      assertThat(failure.fix()).contains("PINAKES_CACHE=DIR");
    }
    cli.ingest(folder);
  }

  private static void requireFull(Failure failure) {
    assertThat(failure.error()).contains("full");
    assertThat(failure.fix()).contains("Free some space");
  }

  private static String[] json(String... command) {
    String[] all = java.util.Arrays.copyOf(command, command.length + 1);
    all[command.length] = "--json";
    return all;
  }
}
