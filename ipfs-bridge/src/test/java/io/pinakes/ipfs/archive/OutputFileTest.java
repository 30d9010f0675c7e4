package io.pinakes.ipfs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
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
