package io.pinakes.node.cli;

import io.pinakes.datasets.progress.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress on a terminal: one line that is written over, never longer than the terminal is wide,
 * and gone when the work is done.
 */
final class ProgressLine implements ProgressOptions.ProgressView {
  /** Back to the first column, and everything to its right away (ECMA-48, EL). */
  static final String ERASE = "\r\u001b[K";

  private final PrintStream err;
  private final int columns;
  private final String task;
  private final Duration silence;
  private String shown = "";

  /**
   * A line that nothing is shown on yet.
   *
   * @param silence work that takes less is not worth a line
   */
  ProgressLine(PrintStream err, int columns, String task, Duration silence) {
    this.err = err;
    this.columns = columns;
    this.task = task;
    this.silence = silence;
  }

  @Override
  public synchronized void moved(Progress progress) {
    if (progress.elapsed().compareTo(silence) < 0) {
      erase();
      return;
    }
    String line = fitted(task + "  " + sentence(progress), columns);
    if (!line.equals(shown)) {
      err.print(ERASE + line);
      err.flush();
      shown = line;
    }
  }

  @Override
  public synchronized void erase() {
    if (!shown.isEmpty()) {
      err.print(ERASE);
      err.flush();
      shown = "";
    }
  }

  /** One column stays free: some terminals wrap as soon as the last one is written. */
  static String fitted(String line, int columns) {
    return line.length() < columns ? line : line.substring(0, Math.max(1, columns - 2)) + "…";
  }

  /**
   * Stage, files, chunks, bytes, time left, a file that takes long: the last what a narrow terminal
   * can do without.
   */
  private static String sentence(Progress progress) {
    if (progress.filesTotal() == 0) {
      return ProgressLines.withoutFiles(progress);
    }
    if (ProgressLines.isOfHome(progress)) {
      return ProgressLines.sentence(progress);
    }
    return String.format(
        Locale.ROOT,
        "%s  %s/%s files  %s chunks  %s/%s%s%s",
        ProgressLines.stage(progress),
        Figures.count(progress.files()),
        Figures.count(progress.filesTotal()),
        Figures.count(progress.chunks()),
        Figures.bytes(progress.bytes()),
        Figures.bytes(progress.bytesTotal()),
        progress
            .remaining()
            .filter(left -> !left.isZero())
            .map(left -> "  " + Figures.seconds(left.toMillis() / 1e3) + " left")
            .orElse(""),
        ProgressLines.at(progress).map(file -> "  " + file).orElse(""));
  }
}
