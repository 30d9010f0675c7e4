package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.FolderCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store's own files, damaged or gone, in a home whose blocks are small and lie in tables. */
final class DamagedTableIT {
  private static final String QUESTION = "Who guides the fleet at night?";

  @TempDir private Path work;
  private Path folder = Path.of("");
  private String root = "";
  private List<String> before = List.of();

  /** Damages a store. */
  private interface Damage {
    void to(Path database) throws IOException;
  }

  @Test
  void oneCommandMendsAHomeWhoseTablesAreDamagedOrGone() throws Exception {
    folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 3, 5);
    Cli sound = new Cli(work.resolve("sound"));
    root = sound.ingest(folder);
    before = sound.search(QUESTION);

    Cli flipped = damaged(sound, "flipped", db -> SealedFiles.flip(largest(db), 1_000));
    JsonNode sick = flipped.expect(7, "doctor");
    assertThat(sick.path("sound").asBoolean()).isFalse();
    assertThat(sick.path("store_damage")).isNotEmpty();
    assertThat(flipped.run(flipped.process(), "doctor").err())
        .contains("Mend it: pinakes doctor --repair --home " + flipped.home());
    requireMended(flipped);

    Cli without = damaged(sound, "without", db -> Files.delete(largest(db)));
    requireOneRemedy(without, "damaged or missing");
    requireMended(without);

    Cli nameless = damaged(sound, "nameless", db -> Files.write(current(db), new byte[0]));
    requireOneRemedy(nameless, "CURRENT");
    requireMended(nameless);
  }

  private static void requireOneRemedy(Cli cli, String what) throws Exception {
    Failure failure = cli.fails(7, "doctor");
    assertThat(failure.error()).contains(what).doesNotContain("column family");
    assertThat(failure.fix()).contains("pinakes doctor --repair --home " + cli.home());
  }

  private void requireMended(Cli cli) throws Exception {
    JsonNode mended = cli.ok("doctor", "--repair");
    assertThat(mended.path("store").toString()).contains("was damaged");
    cli.requireSound();
    assertThat(cli.search(QUESTION)).isEqualTo(before);
    assertThat(cli.ok("ask", QUESTION).path("schema").asText()).isNotBlank();
    assertThat(cli.ingest(folder)).isEqualTo(root);
    cli.ok("gc");
    cli.requireSound();
  }

  private Cli damaged(Cli sound, String name, Damage damage) throws IOException {
    Cli copy = new Cli(work.resolve(name));
    FolderCopy.of(sound.home(), copy.home());
    damage.to(copy.home().resolve("store/rocksdb"));
    return copy;
  }

  private static Path largest(Path database) throws IOException {
    return SealedFiles.largest(database, ".sst");
  }

  private static Path current(Path database) {
    return database.resolve("CURRENT");
  }
}
