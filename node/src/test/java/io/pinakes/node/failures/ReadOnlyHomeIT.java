package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that may be read and not written. */
final class ReadOnlyHomeIT {
  @TempDir private Path work;
  private Path folder;
  private Cli cli;
  private String root;

  @BeforeEach
  void ingest() throws Exception {
    folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 43);
    cli = new Cli(work.resolve("home"));
    root = cli.ingest(folder);
  }

  @Test
  void aHomeWithoutPermissionToWriteIsReadAndRefusesToBeWritten() throws Exception {
    permit("r-xr-xr-x", "r--r--r--");
    try {
      String path = firstPath();
      for (List<String> reading :
          List.of(
              List.of("search", "the fleet at night"),
              List.of("document", "show", Cli.DATASET, path),
              List.of("doctor"))) {
        Outcome outcome = cli.run(bound(), reading.toArray(String[]::new));
        assertThat(outcome.exitCode()).as("%s: %s", reading, outcome).isZero();
      }
      Failure failure =
          cli.fails(bound(), 1, "ingest", folder.toString(), "--dataset", Cli.DATASET);
      assertThat(failure.error()).contains("cannot be written (no permission for " + cli.home());
      assertThat(failure.fix()).contains("Make " + cli.home() + " writable");
      Failure set = cli.fails(bound(), 1, "config", "set", "quota", "1G");
      assertThat(set.error()).contains("config] cannot be written: no permission for");
      assertThat(set.fix()).contains("config set --user KEY VALUE", "$PINAKES_QUOTA");
    } finally {
      permit("rwxr-xr-x", "rw-r--r--");
    }
    assertThat(cli.ingest(folder)).isEqualTo(root);
  }

  @Test
  @Tag("slow")
  void aHomeOnAReadOnlyFileSystemIsReadByEveryCommandThatReads() throws Exception {
    String path = firstPath();
    Path car = work.resolve("notes.car");
    try (Disk disk = Disk.readOnly(cli.home())) {
      assertThat(disk.folder()).isEqualTo(cli.home());
      cli.search("the fleet at night");
      cli.ok("ask", "Who guides the fleet at night?");
      cli.ok("status");
      cli.ok("dataset", "ls");
      cli.ok("dataset", "show", Cli.DATASET);
      cli.ok("document", "show", Cli.DATASET, path);
      cli.ok("source", "ls");
      cli.ok("model", "ls");
      cli.ok("gc", "--dry-run");
      cli.ok("dataset", "export", Cli.DATASET, car.toString());
      cli.requireSound();
      for (List<String> writing :
          List.of(
              List.of("ingest", folder.toString(), "--dataset", Cli.DATASET),
              List.of("gc"),
              List.of("doctor", "--repair"),
              List.of("dataset", "import", car.toString(), "--name", "other"),
              List.of("document", "rm", Cli.DATASET, path),
              List.of("source", "rm", Cli.DATASET, "files"))) {
        Failure failure = cli.fails(1, writing.toArray(String[]::new));
        assertThat(failure.error()).contains("cannot be written", "Read-only file system");
        assertThat(failure.fix()).contains("Make " + cli.home() + " writable");
      }
    }
    assertThat(cli.ingest(folder)).isEqualTo(root);
  }

  @Test
  @Tag("slow")
  void aHomeOnADiskThatCanOnlyBeReadIsBackedUpBesideTheBackup() throws Exception {
    Path safe = Files.createDirectory(work.resolve("safe"));
    Path file = safe.resolve("home.tar");
    List<String> before = cli.search("the fleet at night");
    try (Disk disk = Disk.readOnly(cli.home())) {
      assertThat(disk.folder()).isEqualTo(cli.home());
      cli.ok("backup", file.toString());
      Failure failure = cli.fails(1, "config", "set", "quota", "1G");
      assertThat(failure.error()).contains("cannot be written", "Read-only file system");
      assertThat(failure.fix()).contains("config set --user KEY VALUE", "$PINAKES_QUOTA");
    }
    try (Stream<Path> left = Files.list(safe)) {
      assertThat(left).containsExactly(file);
    }
    Cli other = new Cli(work.resolve("other"));
    other.ok("restore", file.toString());
    other.requireSound();
    assertThat(other.search("the fleet at night")).isEqualTo(before);
  }

  private String firstPath() throws Exception {
    return cli.ok("search", "the fleet at night", "-k", "1").at("/hits/0/path").asText();
  }

  /** A process that permissions bind: those of root are bound only without its power over them. */
  private PinakesProcess bound() {
    PinakesProcess process = cli.process();
    return "root".equals(System.getProperty("user.name"))
        ? process.startedBy("setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override")
        : process;
  }

  private void permit(String folders, String files) throws IOException {
    try (Stream<Path> all = Files.walk(cli.home())) {
      for (Path each : all.toList()) {
        Files.setPosixFilePermissions(
            each, PosixFilePermissions.fromString(Files.isDirectory(each) ? folders : files));
      }
    }
  }
}
