package io.pinakes.node.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.testing.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that has not changed costs next to nothing to ingest again. */
@Tag("slow")
class SecondIngestIT {
  private static final int TREE = 9_746;

  @TempDir private Path work;
  private final long seed = Long.getLong("pinakes.seed", 20261121L);

  @Test
  void aSecondIngestOfATenthOfTheMarkdownTreeTakesATwentiethOfTheFirstAndEmbedsNothing()
      throws Exception {
    System.out.println("reproduce with -Dpinakes.seed=" + seed);
    Path tree = RealFiles.markdownTree(Files.createDirectory(work.resolve("tree")));
    Path folder = work.resolve("tenth");
    var all = RealFiles.list(tree, ".md");
    assertThat(all).hasSizeGreaterThanOrEqualTo(TREE);
    RealFiles.copy(tree, RealFiles.sample(all, TREE / 10, seed), folder, seed);
    Path launcher = Distribution.in(Files.createDirectory(work.resolve("installed")));
    Surroundings plain = new Surroundings(launcher, work.resolve("err"), work.resolve("cache"));
    String home = work.resolve("home").toString();

    JsonNode first = plain.run(0, "--home", home, "ingest", "" + folder, "--json", "--quiet");
    JsonNode second = plain.run(0, "--home", home, "ingest", "" + folder, "--json", "--quiet");

    double before = first.get("seconds").asDouble();
    double again = second.get("seconds").asDouble();
    System.out.printf(
        "%d files, %d chunks: first %.2f s, second %.3f s, %.0f times quicker%n",
        first.at("/files/indexed").asInt(),
        first.at("/chunks/embedded").asInt(),
        before,
        again,
        before / again);
    assertThat(first.at("/files/indexed").asInt()).isEqualTo(TREE / 10);
    assertThat(first.at("/chunks/embedded").asInt()).isGreaterThan(TREE / 10);
    assertThat(second.at("/chunks/embedded").asInt()).isZero();
    assertThat(second.at("/files/unchanged").asInt()).isEqualTo(TREE / 10);
    assertThat(second.get("manifest")).isEqualTo(first.get("manifest"));
    assertThat(again).isLessThanOrEqualTo(before / 20);
  }
}
