package io.pinakes.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressViewsTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream screen = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void theLiveLineStaysWithinTheTerminalAndIsErasedAtTheEnd() {
    try (ProgressLine line = new ProgressLine(screen, 80, "a-rather-long-name", Duration.ZERO)) {
      for (int second = 1; second < 5_000; second += 7) {
        line.moved(at(second));
      }
    }
    List<String> drawn = List.of(shown().split("\r\u001b\\[K", -1));
    assertThat(drawn).hasSizeGreaterThan(100).allSatisfy(l -> assertThat(l).hasSizeLessThan(80));
    assertThat(drawn.get(drawn.size() - 1)).as("nothing is left standing").isEmpty();
    assertThat(shown()).doesNotContain("\n");
  }

  @Test
  void theLiveLineTellsStageFilesChunksBytesAndTimeLeft() {
    ProgressLine line = new ProgressLine(screen, 100, "papers", Duration.ZERO);
    line.moved(at(1_000));
    assertThat(shown())
        .contains("papers  embed  2,000/10,000 files  50,000 chunks  20 MiB/100 MiB  1:06 h left");
  }

  @Test
  void workOnChunksAloneTellsThemAndTheTimeLeft() {
    ProgressLine line = new ProgressLine(screen, 100, "papers", Duration.ZERO);
    line.moved(
        new Progress(
            Stage.STAGE,
            0,
            0,
            0,
            0,
            3_000,
            9_000,
            1_000,
            Duration.ofSeconds(10),
            Optional.empty()));
    assertThat(shown()).contains("papers  embed   3,000 of 9,000 chunks, 1:00 min left");
  }

  @Test
  void aFileThatTakesLongIsNamedWithItsTime() {
    ProgressLines lines = new ProgressLines(screen, ProgressLines.Form.TEXT);
    lines.moved(inOneFile(5, 2));
    lines.moved(inOneFile(10, 7));
    ProgressLine line = new ProgressLine(screen, 100, "papers", Duration.ZERO);
    line.moved(inOneFile(10, 7));
    List<String> said = shown().lines().toList();
    assertThat(said.get(0)).doesNotContain("big.pdf");
    assertThat(said.get(1)).endsWith(", at files/big.pdf for 7.0 s");
    assertThat(said.getLast()).contains("papers  embed", "  at files/big.pdf for 7.0 s");
  }

  private static Progress inOneFile(int second, int since) {
    return new Progress(
        Stage.EXTRACT,
        0,
        1,
        0,
        30 << 20,
        0,
        0,
        0,
        Duration.ofSeconds(second),
        Optional.of(new Progress.FileWork("files/big.pdf", Duration.ofSeconds(since))));
  }

  @Test
  void workThatIsShorterThanTheSilenceShowsNothing() {
    ProgressLine line = new ProgressLine(screen, 80, "papers", Duration.ofSeconds(2));
    line.moved(at(1));
    assertThat(shown()).isEmpty();
    line.moved(at(2));
    assertThat(shown()).contains("papers");
  }

  @Test
  void plainLinesComeNowAndThenAndSeldomInLongWork() {
    try (ProgressLines lines = new ProgressLines(screen, ProgressLines.Form.TEXT)) {
      for (int second = 0; second < 5; second++) {
        lines.moved(at(second));
      }
      assertThat(shown()).as("work of a few seconds needs no line").isEmpty();
      for (int second = 5; second <= 600; second++) {
        lines.moved(at(second));
      }
    }
    assertThat(shown().lines().count()).isBetween(20L, 40L);
    assertThat(shown()).doesNotContain("\r", "\u001b");
  }

  /** Ten thousand files of a hundred MiB, two files a second. */
  private static Progress at(int second) {
    long mebibyte = 1L << 20;
    return new Progress(
        Stage.STAGE,
        2L * second,
        10_000,
        2L * second * mebibyte / 100,
        100 * mebibyte,
        50L * second,
        60L * second,
        50L * second,
        Duration.ofSeconds(second),
        Optional.empty());
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
