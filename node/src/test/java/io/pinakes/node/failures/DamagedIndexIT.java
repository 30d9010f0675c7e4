package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.FolderCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lucene's files, damaged in every way that a disk knows. */
final class DamagedIndexIT {
  private static final String QUESTION = "Who guides the fleet at night?";

  @TempDir private Path work;

  /** Damages one file of an index. */
  private interface Damage {
    void to(Path file) throws IOException;
  }

  @Test
  void aDamagedIndexIsNamedAndBuiltAgainFromBlocksAloneWithTheSameResults() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 6, 5);
    Cli sound = new Cli(work.resolve("sound"));
    final String root = sound.ingest(folder);
    final List<String> before = sound.search(QUESTION);

    Cli flipped = damaged(sound, "flipped", ".cfs", file -> SealedFiles.flip(file));
    assertThat(flipped.fails(7, "search", QUESTION).error()).containsPattern("_[a-z0-9.]+cfs\\]");
    requireRepairable(flipped, before);
    Cli cut = damaged(sound, "cut", ".cfs", DamagedIndexIT::cut);
    requireRepairable(cut, before);
    Cli without = damaged(sound, "without", "segments_", Files::delete);
    // An ingest needs no doctor: it finds that the index is lost, and embeds nothing.
    JsonNode again = without.ok("ingest", folder.toString(), "--dataset", Cli.DATASET);
    assertThat(Cli.root(again)).isEqualTo(root);
    assertThat(again.at("/chunks/embedded").asInt()).isZero();
    assertThat(without.search(QUESTION)).isEqualTo(before);
    Cli gone = damaged(sound, "gone", "CURRENT", Files::delete);
    requireRepairable(gone, before);
  }

  private void requireRepairable(Cli cli, List<String> before) throws Exception {
    Failure failure = cli.fails(7, "search", QUESTION);
    assertThat(failure.error()).contains("index").contains("rebuilt from blocks");
    assertThat(failure.error()).doesNotContain("Exception", "Input(", "Lucene");
    assertThat(failure.fix()).contains("pinakes doctor --repair --home " + cli.home());
    JsonNode told = cli.ok("status").at("/datasets/0");
    assertThat(told.path("index_damaged").asText()).contains("index").contains("rebuilt");
    assertThat(told.path("fix").asText()).isEqualTo("pinakes doctor --repair --home " + cli.home());
    JsonNode repaired = cli.ok("doctor", "--repair");
    assertThat(repaired.at("/datasets/0/index")).as("%s", repaired).isNotEmpty();
    assertThat(repaired.at("/datasets/0/repaired").toString())
        .contains("built again from blocks")
        .doesNotContain("embedded");
    assertThat(cli.search(QUESTION)).isEqualTo(before);
    assertThat(cli.ok("status").at("/datasets/0/index_damaged").isMissingNode()).isTrue();
  }

  private Cli damaged(Cli sound, String name, String file, Damage damage) throws IOException {
    Cli copy = new Cli(work.resolve(name));
    FolderCopy.of(sound.home(), copy.home());
    try (Stream<Path> all = Files.walk(copy.home().resolve("index"))) {
      List<Path> chosen = all.filter(path -> path.getFileName().toString().contains(file)).toList();
      assertThat(chosen).as(file).hasSize(1);
      damage.to(chosen.getFirst());
    }
    return copy;
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }
}
