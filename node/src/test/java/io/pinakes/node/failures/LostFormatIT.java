package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that is whole but for the small file that says of which format it is. */
@Tag("slow")
final class LostFormatIT {
  private static final String QUESTION = "Who guides the fleet at night?";

  @TempDir private Path work;

  @Test
  void aHomeWhoseFormatIsLostSaysSoAndIsRepaired() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 7);
    Cli cli = new Cli(work.resolve("home"));
    cli.ingest(folder);
    final var before = cli.search(QUESTION);
    Path format = cli.home().resolve("format");

    Files.delete(format);
    requireRepairable(cli, folder);
    Files.writeString(format, "");
    requireRepairable(cli, folder);
    Files.write(format, new byte[15]);
    requireRepairable(cli, folder);
    Files.writeString(format, "99\n");
    requireRepairable(cli, folder);
    Files.writeString(format, "pinakes-home 1".repeat(9));
    requireRepairable(cli, folder);

    assertThat(format).hasContent("pinakes-home 1");
    assertThat(cli.search(QUESTION)).isEqualTo(before);
    assertThat(cli.ok("doctor", "--repair").has("home")).isFalse();
  }

  private static void requireRepairable(Cli cli, Path folder) throws Exception {
    for (String[] command :
        new String[][] {{"search", QUESTION}, {"ingest", folder.toString()}, {"doctor"}}) {
      Failure failure = cli.fails(1, command);
      assertThat(failure.error()).contains(cli.home().toString(), "lost its file [format]");
      assertThat(failure.fix()).contains("pinakes doctor --repair --home " + cli.home());
    }
    assertThat(cli.ok("doctor", "--repair").at("/home/0").asText()).contains("file [format]");
  }

  @Test
  void aHomeWhoseStoreCannotBeMadeIsNoHome() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 7);
    Cli cli = new Cli(work.resolve("home"));
    String[] ingest = {"ingest", folder.toString(), "--dataset", Cli.DATASET};
    Failure failure = cli.fails(cli.process().flag("-Dpinakes.cache=/proc/nope"), 1, ingest);
    assertThat(failure.fix()).contains("PINAKES_CACHE=DIR");
    assertThat(cli.run(cli.process(), "status").err()).contains("there is no home in");
    cli.ok(ingest);
  }

  @Test
  void aFolderThatHoldsAnythingElseIsNotTakenForAHomeThatLostItsFormat() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 7);
    Cli cli = new Cli(work.resolve("home"));
    cli.ingest(folder);
    Files.delete(cli.home().resolve("format"));
    Files.writeString(cli.home().resolve("of-another-version"), "");

    assertThat(cli.fails(1, "doctor", "--repair").error()).contains("has other files in it");
    assertThat(cli.home().resolve("format")).doesNotExist();
  }
}
