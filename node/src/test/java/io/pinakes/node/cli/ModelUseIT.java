package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.node.testing.PinakesProcess.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another model for a dataset that need not be named. */
class ModelUseIT {
  @TempDir Path folder;

  @Test
  void theOnlyDatasetNeedsNoNameAndOfSeveralOneIsAskedFor() throws Exception {
    String documents = CommandBatch.documents(folder.resolve("documents")).toString();
    assertThat(run("ingest", documents, "-d", "papers").exitCode()).isEqualTo(ExitCode.PARTIAL);

    Outcome only = run("model", "use", "bge-small-en-v1.5");
    assertThat(only.exitCode()).as(only.err()).isZero();
    assertThat(only.out()).startsWith("papers: bge-small-en-v1.5, ");

    assertThat(run("ingest", documents, "-d", "other").exitCode()).isEqualTo(ExitCode.PARTIAL);
    Outcome several = run("model", "use", "all-minilm-l6-v2");
    assertThat(several.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(several.err()).contains("this home has [other, papers]", "--dataset NAME");
  }

  private Outcome run(String... words) throws Exception {
    return CommandBatch.program(folder.resolve("home")).run(words);
  }
}
