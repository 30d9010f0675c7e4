package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of documents lies in a home: other users of the machine do not look into it. */
class PrivateHomeTest {
  @TempDir Path folder;

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private Path file() throws Exception {
    return Files.writeString(folder.resolve("a.txt"), "hello");
  }

  @Test
  void aHomeIsItsOwnersAloneWhicheverCommandMakesIt() throws Exception {
    Path added = folder.resolve("above").resolve("added");
    assertThat(new HomeCommands(added).run("ipfs", "add", file().toString())).isZero();
    assertThat(rights(added)).isEqualTo("rwx------");

    Path configured = folder.resolve("configured");
    assertThat(new HomeCommands(configured).run("config", "set", "quota", "1G")).isZero();
    assertThat(rights(configured)).isEqualTo("rwx------");

    Path backup = folder.resolve("b.tar");
    assertThat(new HomeCommands(added).run("backup", backup.toString())).isZero();
    Path restored = folder.resolve("restored");
    assertThat(new HomeCommands(restored).run("restore", backup.toString())).isZero();
    assertThat(rights(restored)).isEqualTo("rwx------");
  }

  @Test
  void aFolderThatWasThereKeepsItsRightsAndTheDoctorSaysWhoLooksIn() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
    HomeCommands commands = new HomeCommands(shared);
    assertThat(commands.run("ipfs", "add", file().toString())).isZero();
    assertThat(rights(shared)).isEqualTo("rwxr-x---");

    JsonNode told = commands.json("doctor");
    assertThat(told.get("sound").asBoolean()).isTrue();
    assertThat(told.at("/privacy/0").asText()).contains("other users", "chmod 700 " + shared);

    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwx------"));
    assertThat(commands.json("doctor").get("privacy")).isEmpty();
  }
}
