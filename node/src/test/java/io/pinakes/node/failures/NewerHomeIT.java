package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home, or a store in it, that a later version of the program has written. */
final class NewerHomeIT {
  @TempDir private Path work;

  @Test
  void aNewerHomeIsNeitherReadNorChanged() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 7);
    Cli cli = new Cli(work.resolve("home"));
    String root = cli.ingest(folder);
    Path format = cli.home().resolve("format");
    Files.writeString(format, "pinakes-home 2\n");

    for (String[] command :
        new String[][] {
          {"search", "lighthouse"},
          {"ingest", folder.toString(), "--dataset", Cli.DATASET},
          {"doctor", "--repair"}
        }) {
      Failure failure = cli.fails(1, command);
      assertThat(failure.error()).contains(cli.home().toString(), "format [2]", "up to [1]");
      assertThat(failure.fix()).contains("newer version");
    }
    assertThat(format).hasContent("pinakes-home 2");

    Files.writeString(format, "pinakes-home 1\n");
    Path store = cli.home().resolve("store").resolve("store.format");
    Files.writeString(store, "pinakes-store 3\n");
    Failure failure = cli.fails(1, "ingest", folder.toString(), "--dataset", Cli.DATASET);
    assertThat(failure.error()).contains("newer version");
    assertThat(failure.fix()).contains("newer version");

    Files.writeString(store, "pinakes-store 2\n");
    assertThat(cli.ingest(folder)).isEqualTo(root);
  }
}
