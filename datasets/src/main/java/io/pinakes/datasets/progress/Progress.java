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
 * @param blocks of work on blocks, how far that is
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
    Optional<FileWork> longest,
    Optional<BlockWork> blocks) {
  /** Of work that is not on blocks. */
  public Progress(
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
    this(
        stage,
        files,
        filesTotal,
        bytes,
        bytesTotal,
        chunks,
        chunksTotal,
        embedded,
        elapsed,
        longest,
        Optional.empty());
  }

  /**
   * A file that is worked on.
   *
   * @param path source and path in it
   * @param since how long it has been
   */
  public record FileWork(String path, Duration since) {}

  /**
   * Work on blocks; what it has of bytes stands with the rest.
   *
   * @param count done
   * @param searchable the dataset that can be searched while it comes, as far as {@code chunks} of
   *     {@code chunksTotal}
   */
  public record BlockWork(long count, Optional<String> searchable) {}

  /** A stage was entered of a job that counts nothing. */
  public static Progress of(Stage stage) {
    return new Progress(stage, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, Optional.empty());
  }

  /** Work on blocks; of the rest, so many bytes, and passages of a dataset that comes. */
  public static Progress of(
      BlockWork blocks,
      long bytes,
      long bytesTotal,
      long chunks,
      long chunksTotal,
      Duration elapsed) {
    return new Progress(
        Stage.BLOCKS,
        0,
        0,
        bytes,
        bytesTotal,
        chunks,
        chunksTotal,
        0,
        elapsed,
        Optional.empty(),
        Optional.of(blocks));
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
