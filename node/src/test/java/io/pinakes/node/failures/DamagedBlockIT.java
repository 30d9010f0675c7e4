package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.FolderCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of a stored block that turned into others on the disk. */
@Tag("slow")
final class DamagedBlockIT {
  private static final String QUESTION = "Who guides the fleet at night?";
  private static final String ODD = "files/odd.md";
  private static final long SEED = 41;

  @TempDir private Path work;
  private Path folder;
  private Cli cli;
  private String root;
  private List<String> before;

  @BeforeEach
  void ingest() throws Exception {
    folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, SEED);
    Files.writeString(folder.resolve("odd.md"), "# Odd\n\n" + letters());
    cli = new Cli(work.resolve("home"));
    root = cli.ingest(folder);
    before = cli.search(QUESTION);
  }

  @Test
  void theDoctorNamesADamagedBlockWithItsDocumentsAndRestoresItFromTheFile() throws Exception {
    damageText();
    JsonNode sick = cli.expect(7, "doctor");
    assertThat(sick.at("/datasets/0/damaged")).hasSize(1);
    assertThat(sick.at("/datasets/0/damaged/0/documents/0").asText()).isEqualTo(ODD);
    final String block = sick.at("/datasets/0/damaged/0/block").asText();
    assertThat(cli.run(cli.process(), "doctor").out()).contains("block " + block + " of " + ODD);

    assertThat(cli.search(QUESTION)).isEqualTo(before);
    assertThat(cli.ingest(folder)).isEqualTo(root);
    assertThat(
            cli.fails(7, "dataset", "export", Cli.DATASET, work.resolve("x.car").toString()).fix())
        .contains("doctor --repair --home " + cli.home());
    cli.ok("gc");

    JsonNode mended = cli.ok("doctor", "--repair");
    assertThat(mended.at("/datasets/0/repaired").toString())
        .contains(block)
        .contains("from file [" + ODD + "]");
    cli.requireSound();
    assertThat(cli.search(QUESTION)).isEqualTo(before);
  }

  @Test
  void aBlockWhoseFileHasChangedOrGoneIsSaidToBeLostAndTheRestStays() throws Exception {
    damageText();
    Cli gone = new Cli(work.resolve("gone"));
    FolderCopy.of(cli.home(), gone.home());
    Files.writeString(folder.resolve("odd.md"), "# Odd\n\nNow it says something else.\n");
    requireLostAndRecovered(cli, "has changed; ingest the folder again");
    Files.delete(folder.resolve("odd.md"));
    requireLostAndRecovered(gone, "is not there");
  }

  private void requireLostAndRecovered(Cli sick, String why) throws Exception {
    JsonNode mended = sick.expect(7, "doctor", "--repair");
    assertThat(mended.at("/datasets/0/unrepaired").toString())
        .contains("document [" + ODD + "]")
        .contains(why);
    assertThat(sick.search(QUESTION)).isEqualTo(before);
    sick.ingest(folder);
    // The version before is not whole, and can never be again.
    JsonNode last = sick.ok("doctor", "--repair");
    assertThat(last.at("/datasets/0/repaired").toString())
        .contains("is not whole and is kept no longer");
    sick.requireSound();
    assertThat(sick.search(QUESTION)).isNotEmpty();
  }

  @Test
  void aDamagedBlockOfVectorsIsEmbeddedAgain() throws Exception {
    Path blobs = SealedFiles.largest(cli.home().resolve("store"), ".blob");
    SealedFiles.flip(blobs, Files.size(blobs) * 3 / 4);
    JsonNode sick = cli.expect(7, "doctor");
    assertThat(sick.at("/datasets/0/damaged/0/role").asText()).isEqualTo("vectors");
    JsonNode mended = cli.ok("doctor", "--repair");
    assertThat(mended.at("/datasets/0/repaired").toString()).contains("embedded again");
    cli.requireSound();
    assertThat(cli.search(QUESTION)).isEqualTo(before);
    assertThat(cli.ingest(folder)).isEqualTo(root);
  }

  private void damageText() throws IOException {
    byte[] start = letters().substring(0, 24).getBytes(StandardCharsets.US_ASCII);
    SealedFiles.flipText(cli.home().resolve("store"), start);
  }

  /** Nothing in it comes twice, so that compression leaves it as it is. */
  private static String letters() {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_600; i++) {
      text.append(i % 9 == 8 ? ' ' : (char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
