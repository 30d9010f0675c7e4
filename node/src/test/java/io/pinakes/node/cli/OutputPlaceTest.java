package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes what a user named into a home. */
class OutputPlaceTest {
  private static final String SECRET = "no token, but as dear";

  @TempDir Path folder;

  private Path home;
  private HomeCommands commands;
  private String cid;

  @BeforeEach
  void plant() throws Exception {
    home = folder.resolve("home");
    commands = new HomeCommands(home);
    Path file = Files.writeString(folder.resolve("a.txt"), "hello");
    cid = commands.json("ipfs", "add", file.toString()).findValue("cid").asText();
    Files.writeString(home.resolve("token"), SECRET);
  }

  private void refused(Path output, String... words) throws Exception {
    assertThat(commands.run(words)).as(String.join(" ", words)).isEqualTo(ExitCode.USAGE);
    assertThat(commands.err()).contains(output.toString(), "name a file outside of the home");
    assertThat(home.resolve("token")).hasContent(SECRET);
    assertThat(home.resolve("format")).content().startsWith("pinakes-home ");
  }

  @Test
  void nothingIsWrittenIntoTheHomeByWhateverPathItIsNamed() throws Exception {
    Path toHome = Files.createSymbolicLink(folder.resolve("to-home"), home);
    Path toToken = Files.createSymbolicLink(folder.resolve("to-token"), home.resolve("token"));
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), home.resolve("new"));
    for (Path output :
        List.of(
            home.resolve("token"),
            home.resolve("format"),
            home.resolve("new"),
            home.resolve("none").resolve("deeper"),
            folder.resolve("none").resolve("..").resolve("home").resolve("token"),
            toHome.resolve("token"),
            toToken,
            dangling)) {
      String file = output.toString();
      refused(output, "dataset", "export", "papers", file, "--force");
      refused(output, "car", "export", cid, file, "--force");
      refused(output, "backup", file, "--force");
      refused(output, "ipfs", "get", cid, file);
    }
    refused(home, "ipfs", "get", cid, home.toString());
    assertThat(commands.run("backup", home.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(home.resolve("new")).doesNotExist();
  }

  @Test
  void anotherHomeIsNoPlaceEither() throws Exception {
    Path other = folder.resolve("other");
    commands = new HomeCommands(other);
    assertThat(commands.run("ipfs", "add", folder.resolve("a.txt").toString())).isZero();
    refused(
        home.resolve("token"), "car", "export", cid, home.resolve("token").toString(), "--force");
  }

  @Test
  void whereNoFileCanBeMadeTheFolderAndTheCauseAreNamedAndNothingIsLeft() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "a Linux with /proc");
    for (String place : List.of("/proc", "/proc/backup.tar")) {
      assertThat(commands.run("backup", place)).isEqualTo(ExitCode.FAILURE);
      assertThat(commands.err())
          .contains("no file can be made in [/proc]", "takes no new ones", "Name another folder");
    }
    assertThat(commands.run("car", "export", cid, "/proc/a.car")).isEqualTo(ExitCode.FAILURE);
    assertThat(commands.err()).contains("no file can be made in [/proc]");
    assertThat(home.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void outsideOfItForceReplacesWhateverFileIsThere() throws Exception {
    Path file = Files.writeString(folder.resolve("out.car"), "something else");
    assertThat(commands.run("car", "export", cid, file.toString())).isEqualTo(ExitCode.CONFLICT);
    assertThat(commands.run("car", "export", cid, file.toString(), "--force")).isZero();
    assertThat(commands.run("car", "verify", file.toString())).isZero();
    assertThat(commands.run("backup", file.toString(), "--force")).isZero();
  }
}
