package io.pinakes.node.cli;

import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.Stage;
import io.pinakes.query.json.ProgressJson;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Progress as lines: each event as JSON for programs, or a sentence now and then, and none for work
 * that is done in a few seconds.
 */
final class ProgressLines implements ProgressOptions.ProgressView {
  /** For whom the lines are. */
  enum Form {
    TEXT,
    JSON
  }

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Work of hours need not fill a log: from a minute on, one line in half a minute. */
  private static final Duration LONG_WORK = Duration.ofMinutes(1);

  private static final Duration LONG_INTERVAL = Duration.ofSeconds(30);

  /** A file that takes as long is worth its name. */
  private static final Duration LONG_FILE = Duration.ofSeconds(3);

  private final PrintStream err;
  private final Form form;
  private Duration said = Duration.ZERO;

  ProgressLines(PrintStream err, Form form) {
    this.err = err;
    this.form = form;
  }

  @Override
  public void moved(Progress progress) {
    if (form == Form.JSON) {
      Json.printLine(ProgressJson.document(progress), err);
      return;
    }
    Duration now = progress.elapsed();
    if (now.compareTo(said) < 0) {
      // Another run of a watch.
      said = Duration.ZERO;
    }
    Duration interval = now.compareTo(LONG_WORK) < 0 ? INTERVAL : LONG_INTERVAL;
    if (now.minus(said).compareTo(interval) >= 0) {
      said = now;
      err.println(sentence(progress));
    }
  }

  /** Lines stay. */
  @Override
  public void erase() {
    err.flush();
  }

  /** One line for people: stage, files, bytes, chunks, time left. */
  static String sentence(Progress progress) {
    if (progress.filesTotal() == 0) {
      return withoutFiles(progress);
    }
    if (isOfHome(progress)) {
      return String.format(
          Locale.ROOT,
          "%-7s %s of %s, %s of %s%s",
          stage(progress),
          Figures.count(progress.files()),
          Figures.count(progress.filesTotal(), "file"),
          Figures.bytes(progress.bytes()),
          Figures.bytes(progress.bytesTotal()),
          left(progress));
    }
    return String.format(
        Locale.ROOT,
        "%-7s %s of %s, %s of %s, %s, %.0f chunks/s%s%s",
        stage(progress),
        Figures.count(progress.files()),
        Figures.count(progress.filesTotal(), "file"),
        Figures.bytes(progress.bytes()),
        Figures.bytes(progress.bytesTotal()),
        Figures.count(progress.chunks(), "chunk"),
        progress.chunksPerSecond(),
        left(progress),
        at(progress).map(file -> ", " + file).orElse(""));
  }

  /** The file that takes long, if one does, and how long it has. */
  static Optional<String> at(Progress progress) {
    return progress
        .longest()
        .filter(file -> file.since().compareTo(LONG_FILE) >= 0)
        .map(
            file ->
                "at "
                    + Printable.line(file.path())
                    + " for "
                    + Figures.seconds(file.since().toMillis() / 1e3));
  }

  /** Work that is on chunks alone, or whose size is not known yet. */
  static String withoutFiles(Progress progress) {
    if (progress.chunksTotal() == 0) {
      return stage(progress);
    }
    return String.format(
        Locale.ROOT,
        "%-7s %s of %s%s",
        stage(progress),
        Figures.count(progress.chunks()),
        Figures.count(progress.chunksTotal(), "chunk"),
        left(progress));
  }

  private static String left(Progress progress) {
    return progress
        .remaining()
        .filter(r -> !r.isZero())
        .map(r -> ", " + Figures.seconds(r.toMillis() / 1e3) + " left")
        .orElse("");
  }

  /** Files of the home are copied, and nothing is cut or embedded. */
  static boolean isOfHome(Progress progress) {
    return progress.stage() == Stage.BACKUP || progress.stage() == Stage.RESTORE;
  }

  /** The stages that go on at once have one name, or the word would flicker. */
  static String stage(Progress progress) {
    return switch (progress.stage()) {
      case EXTRACT, CHUNK, EMBED, STAGE -> "embed";
      default -> progress.stage().text();
    };
  }
}
