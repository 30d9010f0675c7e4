package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.SourceRecord;
import io.pinakes.ingest.source.FolderWatcher;
import io.pinakes.ingest.source.WatchOptions;
import java.io.IOException;
import java.util.Optional;

/** Tells a watch of what happens in a folder, as far as the system tells of it. */
public final class FolderEvents implements AutoCloseable {
  private final Optional<FolderWatcher> watcher;

  private FolderEvents(Optional<FolderWatcher> watcher) {
    this.watcher = watcher;
  }

  /** Begins; a system that cannot watch the folder leaves it to the watch to look by itself. */
  public static FolderEvents of(SourceRecord source, Watch watch) {
    try {
      return new FolderEvents(
          Optional.of(
              FolderWatcher.start(
                  source.root(), source.filter(), WatchOptions.DEFAULT, cause -> watch.changed())));
    } catch (IOException e) {
      return new FolderEvents(Optional.empty());
    }
  }

  @Override
  public void close() throws IOException {
    if (watcher.isPresent()) {
      watcher.get().close();
    }
  }

  @Override
  public String toString() {
    return watcher
        .map(events -> events.limitation().orElse("by events"))
        .orElse("by looking again");
  }
}
