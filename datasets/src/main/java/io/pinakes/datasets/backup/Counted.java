package io.pinakes.datasets.backup;

import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.progress.Progress;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.datasets.progress.Stage;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How far the copying of files is; tells it a few times a second, and ends what was cancelled. */
final class Counted {
  private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

  private final Stage stage;
  private final long filesTotal;
  private final long bytesTotal;
  private final ProgressListener listener;
  private final Cancellation cancellation;
  private final LongSupplier nanoTime;
  private final long begun;
  private long said;
  private long files;
  private long bytes;

  Counted(
      Stage stage,
      BackupNote note,
      ProgressListener listener,
      Cancellation cancellation,
      LongSupplier nanoTime) {
    this.stage = stage;
    this.filesTotal = note.files();
    this.bytesTotal = note.bytes();
    this.listener = listener;
    this.cancellation = cancellation;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
    this.said = begun;
  }

  void moved(long more) {
    if (cancellation.isCancelled()) {
      throw new UncheckedIOException(new InterruptedIOException("cancelled"));
    }
    bytes += more;
    long now = nanoTime.getAsLong();
    if (now - said >= INTERVAL_NANOS) {
      said = now;
      tell(now);
    }
  }

  void file() {
    files++;
    tell(nanoTime.getAsLong());
  }

  long files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  private void tell(long now) {
    listener.moved(
        new Progress(
            stage,
            files,
            filesTotal,
            bytes,
            bytesTotal,
            0,
            0,
            0,
            Duration.ofNanos(now - begun),
            Optional.empty()));
  }
}
