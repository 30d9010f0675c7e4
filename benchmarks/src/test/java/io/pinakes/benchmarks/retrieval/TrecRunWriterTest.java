package io.pinakes.benchmarks.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.benchmarks.metrics.Run;
import io.pinakes.ipfs.archive.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrecRunWriterTest {
  @TempDir Path folder;

  @Test
  void ranksFollowTheScoresAndNoDigitOfAScoreIsLost() throws IOException {
    Run run = new Run();
    run.add("q2", List.of(new Run.Entry("d1", 0.1f), new Run.Entry("d2", 16777218f)));
    run.add("q1", List.of(new Run.Entry("d9", Float.MIN_VALUE)));
    Path file = folder.resolve("run.txt");
    TrecRunWriter.write(run, "pinakes", OutputFile.at(file, false));
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "q1 Q0 d9 1 1.4E-45 pinakes",
            "q2 Q0 d2 1 1.6777218E7 pinakes",
            "q2 Q0 d1 2 0.1 pinakes");
  }

  @Test
  void aNameWithABlankInItCannotBeWritten() throws IOException {
    Run run = new Run();
    run.add("q", List.of(new Run.Entry("a b", 1)));
    OutputFile file = OutputFile.at(folder.resolve("run.txt"), false);
    assertThatThrownBy(() -> TrecRunWriter.write(run, "t", file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a b]");
    assertThat(folder).isEmptyDirectory();
  }
}
