package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says when to walk a folder again. It does not say what changed: events are lost, reordered and
 * merged, and a walk finds out for certain.
 *
 * <p>One thread of its own takes the events and calls the listener, one call at a time. What
 * changes during a call leads to another. Folders are watched that a walk would enter; if the
 * system watches no more of them, or none at all, the periodic rescan goes on alone, and {@link
 * #limitation} says so.
 */
public final class FolderWatcher implements AutoCloseable {

  /** Why a walk is due. */
  public enum Cause {
    /** Something happened in the folder. */
    EVENTS,
    /** Nothing was heard, but it is time to look. */
    RESCAN
  }

  /** Is told that a walk is due. */
  @FunctionalInterface
  public interface Listener {
    /** Called on the thread of the watcher; what it throws ends the watch. */
    void walkIsDue(Cause cause);
  }

  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_DELETE,
    StandardWatchEventKinds.ENTRY_MODIFY
  };

  /** A tree that still grows after ten listings keeps sending events. */
  private static final int MAX_PASSES = 10;

  private final Path root;
  private final SourceWalker walker;
  private final WatchOptions options;
  private final Listener listener;
  private final WatchService service;
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private final Thread thread;
  private volatile @Nullable String limitation;

  private FolderWatcher(
      Path root,
      SourceFilter filter,
      WatchOptions options,
      Listener listener,
      WatchService service) {
    this.root = root;
    this.walker = new SourceWalker(filter);
    this.options = options;
    this.listener = listener;
    this.service = service;
    this.thread = new Thread(this::run, "folder-watcher");
    thread.setDaemon(true);
  }

  /**
   * Begins to watch. When this returns, no later change goes unnoticed.
   *
   * @throws SourceMissingException if the folder is not there
   * @throws IOException if the system cannot watch folders
   */
  public static FolderWatcher start(
      Path root, SourceFilter filter, WatchOptions options, Listener listener) throws IOException {
    WatchService service = root.getFileSystem().newWatchService();
    FolderWatcher watcher = new FolderWatcher(root, filter, options, listener, service);
    try {
      watcher.watchFolders();
    } catch (IOException e) {
      service.close();
      throw e;
    }
    watcher.thread.start();
    return watcher;
  }

  /** Why some changes will only be seen by the rescan; empty if all folders are watched. */
  public Optional<String> limitation() {
    return Optional.ofNullable(limitation);
  }

  /** Ends the watch. Returns when no call runs any more, unless called from within one. */
  @Override
  public void close() throws IOException {
    service.close();
    if (!Thread.currentThread().equals(thread)) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.poll(options.rescan().toNanos(), TimeUnit.NANOSECONDS);
        Cause cause = key == null ? Cause.RESCAN : Cause.EVENTS;
        if (key != null) {
          settle(key);
        }
        // New folders first: what happens in them from here on is heard, what was before is walked.
        followFolders();
        listener.walkIsDue(cause);
      }
    } catch (ClosedWatchServiceException closed) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes events until there is quiet, or it lasts too long. */
  private void settle(WatchKey first) throws InterruptedException {
    long began = System.nanoTime();
    WatchKey key = first;
    while (key != null) {
      key.pollEvents();
      // A folder that is gone, or was overrun by events, is registered anew with the others.
      if (!key.reset()) {
        watched.values().remove(key);
      }
      long left = options.latest().toNanos() - (System.nanoTime() - began);
      long wait = Math.min(options.quiet().toNanos(), left);
      key = wait <= 0 ? null : service.poll(wait, TimeUnit.NANOSECONDS);
    }
  }

  /** Watches as {@link #watchFolders} does; a folder that is missing for now may come back. */
  private void followFolders() {
    try {
      watchFolders();
    } catch (IOException e) {
      limitation = String.valueOf(e.getMessage());
    }
  }

  private void watchFolders() throws IOException {
    List<Path> folders = walker.folders(root);
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      forgetAllBut(new HashSet<>(folders));
      String trouble = null;
      for (Path folder : folders) {
        try {
          // Anew even if it is watched: the name may stand for another folder by now.
          watched.put(folder, folder.register(service, KINDS));
        } catch (IOException e) {
          trouble = "not all folders are watched (" + e.getMessage() + "): the rest is rescanned";
        }
      }
      limitation = trouble;
      // A folder made between the listing and the registration of the one above it had no event.
      folders = walker.folders(root);
      if (trouble != null || watched.keySet().containsAll(folders)) {
        return;
      }
    }
  }

  private void forgetAllBut(Set<Path> wanted) {
    watched
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
              if (gone) {
                entry.getValue().cancel();
              }
              return gone;
            });
  }
}
