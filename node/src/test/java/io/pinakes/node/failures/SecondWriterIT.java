package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.Patience;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that would change one home. */
final class SecondWriterIT {
  @TempDir private Path work;

  @Test
  void aSecondWriterIsToldWhoWritesWhileReadersGoOn() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 4, 3);
    Cli cli = new Cli(work.resolve("home"));
    String[] watch = {
      "ingest", folder.toString(), "--dataset", Cli.DATASET, "--watch", "--no-progress"
    };
    Process first = cli.process().errorsTo(work.resolve("errors.txt")).start(cli.arguments(watch));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8))) {
      // The summary of its first run: from here on it waits, and holds the home.
      assertThat(lines.readLine()).startsWith(Cli.DATASET + ": 4 files indexed");

      Failure failure = cli.fails(5, "ingest", folder.toString(), "--dataset", "other");
      assertThat(failure.error())
          .contains("process " + first.pid() + " on ")
          .contains("pinakes ingest " + folder);
      assertThat(failure.fix()).contains("Wait until it has ended");
      assertThat(cli.fails(5, "gc").error()).contains("process " + first.pid());
      cli.search("the fleet at night");
      cli.requireSound();
    } finally {
      first.destroy();
      assertThat(first.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      first.destroyForcibly();
    }
    cli.ok("ingest", folder.toString(), "--dataset", "other");
  }
}
