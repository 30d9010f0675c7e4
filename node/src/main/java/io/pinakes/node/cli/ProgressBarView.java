package io.pinakes.node.cli;

import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.Stage;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on a terminal: bytes of the files dealt with, and beside it the stage, files and chunks.
 */
final class ProgressBarView implements ProgressOptions.ProgressView {
  private static final int INTERVAL_MILLIS = 200;

  private final ProgressBar bar;

  ProgressBarView(Terminal terminal, String task) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(-1)
            .setUpdateIntervalMillis(INTERVAL_MILLIS)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUnit("KiB", 1024)
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns()));
    this.bar = builder.build();
  }

  @Override
  public void moved(Progress progress) {
    if (progress.bytesTotal() > 0) {
      bar.maxHint(progress.bytesTotal());
      bar.stepTo(progress.bytes());
    }
    bar.setExtraMessage(message(progress));
  }

  private static String message(Progress progress) {
    if (progress.filesTotal() == 0 || progress.stage().compareTo(Stage.SEAL) >= 0) {
      return " " + progress.stage().text();
    }
    return String.format(
        Locale.ROOT,
        " %s/%s files, %s chunks, %.0f/s",
        Figures.count(progress.files()),
        Figures.count(progress.filesTotal()),
        Figures.count(progress.chunks()),
        progress.chunksPerSecond());
  }

  @Override
  public void close() {
    bar.close();
  }
}
