package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk below a source that is mounted at one run and not at the next. */
@Tag("slow")
final class UnmountedSourceIT {
  private static final int KIB = 4_096;

  @TempDir private Path work;

  @Test
  void aMountPointBelowASourceThatIsNoneAnyMoreCostsNoDocument() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 2, 31);
    requireKept(folder, folder.resolve("disk"));
  }

  @Test
  void aSourceThatShowsWhatLayBelowItsDiskCostsNoDocument() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Files.writeString(folder.resolve("note.md"), "# Below\n\nMount the disk here.\n");
    requireKept(folder, folder);
  }

  private void requireKept(Path folder, Path mountPoint) throws Exception {
    Cli cli = new Cli(work.resolve("home"));
    String root;
    String[] ingest = {"ingest", folder.toString(), "--dataset", Cli.DATASET};
    try (Disk disk = Disk.mount(mountPoint, KIB)) {
      Corpus.write(disk.folder(), 3, 37);
      root = cli.ingest(folder);
    }
    Failure failure = cli.fails(4, ingest);
    assertThat(failure.error())
        .contains(mountPoint.toString(), "was a mount point and is none now", "[3] documents");
    assertThat(failure.fix()).contains("--allow-empty");
    assertThat(cli.ok("status").at("/datasets/0/documents_root").asText()).isEqualTo(root);
    cli.search("the fleet at night");
    try (Disk disk = Disk.mount(mountPoint, KIB)) {
      Corpus.write(disk.folder(), 3, 37);
      assertThat(cli.ingest(folder)).isEqualTo(root);
    }
    var meant = cli.ok("ingest", folder.toString(), "--dataset", Cli.DATASET, "--allow-empty");
    assertThat(meant.at("/files/removed").asInt()).isEqualTo(3);
    cli.ok(ingest);
  }
}
