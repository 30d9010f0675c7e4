package io.pinakes.ipfs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("papers.car");
  }

  @Test
  void aNewFileHasTheRightsOfAnyNewFileAndNothingElseIsLeft() throws IOException {
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    assertThat(write(file, false)).isEqualTo("done");
    assertThat(file).hasContent("new");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(Files.getPosixFilePermissions(ordinary));
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyIfThatIsAskedForAndKeepsItsRights() throws IOException {
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> write(file, false))
        .isInstanceOfSatisfying(
            FileTakenException.class, e -> assertThat(e.isReplaceable()).isTrue())
        .hasMessageContaining("is there already");
    assertThat(file).hasContent("old");
    write(file, true);
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatComesMeanwhileIsNotReplaced() throws IOException {
    OutputFile output = OutputFile.at(file, false);
    assertThatThrownBy(() -> output.write(out -> Files.writeString(file, "meanwhile")))
        .isInstanceOf(FileTakenException.class);
    assertThat(file).hasContent("meanwhile");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void whereNoFileCanBeMadeTheCauseIsNamed() throws IOException {
    Path none = Path.of("/proc");
    Assumptions.assumeTrue(Files.isDirectory(none.resolve("self")), "a Linux with /proc");
    OutputFile output = OutputFile.at(none.resolve("papers.car"), false);
    assertThatThrownBy(output::probe)
        .isInstanceOf(NoNewFilesException.class)
        .hasMessage("no file can be made in [/proc]: its file system takes no new ones");
    assertThatThrownBy(() -> output.write(out -> "never")).isInstanceOf(NoNewFilesException.class);
  }

  @Test
  void aPlaceThatIsProbedIsAsItWas() throws IOException {
    OutputFile.at(file, false).probe();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void ofALinkTheFileIsReplacedThatItLeadsTo() throws IOException {
    Path real = Files.writeString(folder.resolve("real.car"), "old");
    Files.createSymbolicLink(file, real);
    assertThatThrownBy(() -> write(file, false)).isInstanceOf(FileTakenException.class);
    write(file, true);
    assertThat(file).isSymbolicLink();
    assertThat(real).hasContent("new");
    Files.delete(real);
    requireNever(file);
  }

  @Test
  void aUsersOwnPartFileIsLeftAlone() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), "own");
    Path part = Files.createSymbolicLink(folder.resolve("papers.car.part"), own);
    write(file, false);
    assertThat(part).isSymbolicLink();
    assertThat(own).hasContent("own");
  }

  @Test
  void whatAKilledWriterLeftGoesAndWhatALivingOneWritesStays() throws IOException {
    Path left = old(folder.resolve("papers.car." + UUID.randomUUID() + ".part"));
    Path young = Files.writeString(folder.resolve("papers.car." + UUID.randomUUID() + ".part"), "");
    Path another = old(folder.resolve("other.car." + UUID.randomUUID() + ".part"));
    Path link = folder.resolve("papers.car." + UUID.randomUUID() + ".part");
    Files.createSymbolicLink(link, another);
    OutputFile.at(file, true)
        .write(
            out -> {
              assertThat(left).doesNotExist();
              for (Path part : parts()) {
                Files.setLastModifiedTime(part, LONG_AGO);
              }
              assertThat(parts()).hasSize(4);
              // Neither this one's part nor any other that is not known to be nobody's.
              Files.setLastModifiedTime(young, FileTime.from(Instant.now()));
              write(file, true);
              assertThat(parts()).hasSize(4);
              return out;
            });
    assertThat(parts()).containsExactlyInAnyOrder(young, another, link);
    assertThat(file).isRegularFile();
  }

  private static Path old(Path path) throws IOException {
    return Files.setLastModifiedTime(Files.writeString(path, "left"), LONG_AGO);
  }

  private List<Path> parts() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void foldersAndPipesAreNeverReplaced() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    requireNever(pipe);
    requireNever(folder);
    Files.createSymbolicLink(file, pipe);
    requireNever(file);
    assertThatThrownBy(() -> write(Path.of("-"), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name a file");
  }

  @Test
  void whatFailsLeavesTheOldFileAndNothingOfTheNew() throws IOException {
    Files.writeString(file, "old");
    OutputFile output = OutputFile.at(file, true);
    assertThatThrownBy(
            () ->
                output.write(
                    out -> {
                      out.write(1);
                      throw new IOException("a block is missing");
                    }))
        .hasMessage("a block is missing");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  private static void requireNever(Path target) {
    assertThatThrownBy(() -> write(target, true))
        .isInstanceOfSatisfying(
            FileTakenException.class, e -> assertThat(e.isReplaceable()).isFalse());
  }

  private static String write(Path target, boolean replace) throws IOException {
    return OutputFile.at(target, replace)
        .write(
            out -> {
              out.write("new".getBytes(StandardCharsets.UTF_8));
              return "done";
            });
  }
}
