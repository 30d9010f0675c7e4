package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that has lost the private key of a dataset: no repair makes that again. */
final class LostKeyIT {
  @TempDir private Path work;
  private Path folder = Path.of("");

  @Test
  void whatHelpsIsSaidAndHelps() throws Exception {
    folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 7);
    Cli cli = new Cli(work.resolve("home"));
    cli.ingest(folder);
    Path backup = work.resolve("backup.tar");
    cli.ok("backup", backup.toString());
    Path key = cli.home().resolve("keys/" + Cli.DATASET + ".key");
    byte[] bytes = Files.readAllBytes(key);

    Files.delete(key);
    String remedy = requireRemedy(cli, "is missing");
    restore(remedy, backup);
    assertThat(key).hasBinaryContent(bytes);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    cli.requireSound();
    cli.ingest(folder);

    Files.write(key, new byte[] {1, 2, 3});
    restore(requireRemedy(cli, "is damaged"), backup);
    cli.requireSound();

    Files.delete(key);
    cli.ok("dataset", "rm", Cli.DATASET, "--yes");
    cli.requireSound();
    cli.ingest(folder);
    cli.requireSound();
  }

  /** What doctor, repair and ingest say alike. */
  private String requireRemedy(Cli cli, String what) throws Exception {
    Failure failure = cli.fails(7, "ingest", folder.toString(), "-d", Cli.DATASET);
    assertThat(failure.error()).contains("private key of dataset [" + Cli.DATASET + "] " + what);
    assertThat(failure.fix())
        .contains("tar xOf BACKUP home/keys/" + Cli.DATASET + ".key")
        .contains("pinakes dataset rm " + Cli.DATASET + " --yes --home " + cli.home())
        .contains("pinakes ingest FOLDER -d OTHER --home " + cli.home());
    for (String[] command : new String[][] {{"doctor"}, {"doctor", "--repair"}}) {
      JsonNode said = cli.expect(7, command);
      assertThat(said.path("fix")).hasSize(1);
      assertThat(said.at("/fix/0").asText()).isEqualTo(failure.fix());
      Outcome text = cli.run(cli.process(), command);
      assertThat(text.err()).contains(failure.fix()).doesNotContain("doctor --repair");
    }
    return failure.fix();
  }

  private static void restore(String remedy, Path backup) throws Exception {
    String line =
        remedy
            .substring(remedy.indexOf('('), remedy.indexOf(')') + 1)
            .replace("BACKUP", backup.toString());
    Process shell = new ProcessBuilder("sh", "-c", line).inheritIO().start();
    assertThat(shell.waitFor()).as(line).isZero();
  }
}
