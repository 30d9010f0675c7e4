package io.pinakes.datasets.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a job is. Counts only rise; totals are what is known so far.
 *
 * @param stage the stage that moved
 * @param files dealt with
 * @param filesTotal to be dealt with; 0 before the walk has ended, and for work that is not on
 *     files
 * @param bytes of the files dealt with, and of those that are cut the share whose passages are
 * @param bytesTotal of the files to be dealt with
 * @param chunks that have a vector
 * @param chunksTotal cut so far; of work that is not on files, all that there are
 * @param embedded chunks of those that the model was run for
 * @param elapsed since the job began
 * @param longest the file that has been worked on for longest; empty for work that is not on files
 */
public record Progress(
    Stage stage,
    long files,
    long filesTotal,
    long bytes,
    long bytesTotal,
    long chunks,
    long chunksTotal,
    long embedded,
    Duration elapsed,
    Optional<FileWork> longest) {

  /**
   * A file that is worked on.
   *
   * @param path source and path in it
   * @param since how long it has been
   */
  public record FileWork(String path, Duration since) {}

  /** A stage was entered of a job that counts nothing. */
  public static Progress of(Stage stage) {
    return new Progress(stage, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Optional.empty());
  }

  /** Chunks a second since the job began. */
  public double chunksPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? chunks / seconds : 0;
  }

  /**
   * How long it will take at the rate so far: of files by their bytes, of other work by the chunks
   * that the model is run for; empty as long as nothing can be said.
   */
  public Optional<Duration> remaining() {
    if (filesTotal == 0 && embedded > 0 && chunksTotal >= chunks) {
      double left = (double) (chunksTotal - chunks) / embedded;
      return Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * left)));
    }
    if (bytes <= 0 || bytesTotal <= bytes || elapsed.isZero()) {
      return bytesTotal > 0 && bytes >= bytesTotal ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    double left = (double) (bytesTotal - bytes) / bytes;
    return Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * left)));
  }
}
