package io.pinakes.node.failures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinakes.node.failures.Cli.Failure;
import io.pinakes.node.testing.Corpus;
import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that may not grow beyond what its user allows. */
final class QuotaIT {
  @TempDir private Path work;

  @Test
  void anIngestBeyondTheQuotaIsRefusedAndGoesOnWhereItWasWhenMoreIsAllowed() throws Exception {
    Path folder = Files.createDirectory(work.resolve("folder"));
    Corpus.write(folder, 8, 11);
    Cli cli = new Cli(work.resolve("home"));
    String[] ingest = {"ingest", folder.toString(), "--dataset", Cli.DATASET};
    String root = new Cli(work.resolve("other")).ingest(folder);

    Failure failure =
        cli.fails(8, "ingest", folder.toString(), "--dataset", Cli.DATASET, "--quota", "12K");
    assertThat(failure.error()).contains("quota").contains("[12288]");
    assertThat(failure.fix()).contains("--quota").contains("gc --dry-run --home " + cli.home());
    cli.requireSound();

    JsonNode done = cli.ok(ingest);
    assertThat(Cli.root(done)).isEqualTo(root);
    assertThat(done.at("/chunks/reused").asInt()).as("%s", done).isPositive();

    // What it holds is read under any quota, and not added to.
    Files.writeString(folder.resolve("more.md"), "# More\n\nA heron stands in the shallows.\n");
    Failure second = cli.fails(cli.process().with("PINAKES_QUOTA", "1K"), 8, ingest);
    assertThat(second.error()).contains("[1024]");
    Outcome asked =
        cli.run(cli.process().with("PINAKES_QUOTA", "1K"), "ask", "Who copies a line of verse?");
    assertThat(asked.exitCode()).as(asked.toString()).isZero();
    assertThat(cli.ok("status").at("/datasets/0/documents_root").asText()).isEqualTo(root);
  }

  @Test
  void aQuotaThatIsNoSizeIsAMistakeOfTheCommandLine() throws Exception {
    Cli cli = new Cli(work.resolve("home"));
    Failure failure = cli.fails(2, "ingest", work.toString(), "--quota", "plenty");
    assertThat(failure.error()).contains("plenty").contains("20G");
    assertThat(cli.run(cli.process(), "ingest", "--help").out()).contains("--quota=SIZE");
    assertThat(cli.home()).doesNotExist();
  }
}
