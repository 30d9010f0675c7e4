package io.pinakes.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ingest.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatcherIT {
  private static final int FILES = 1000;

  private static final WatchOptions QUICK =
      new WatchOptions(Duration.ofMillis(50), Duration.ofMillis(500), Duration.ofMinutes(10));

  @TempDir private Path root;

  /** What a walk sees: path to content. */
  private Map<String, String> seen() {
    Map<String, String> files = new TreeMap<>();
    try {
      for (SourceFile file : new SourceWalker(SourceFilter.DEFAULT).walk(root).files()) {
        files.put(file.path(), Files.readString(file.file()));
      }
      return files;
    } catch (IOException e) {
      // A file vanished between the walk and the reading; its event leads to another walk.
      return Map.of("incomplete", String.valueOf(e.getMessage()));
    }
  }

  @Test
  void whatIsSeenFollowsAThousandEditsRenamesDeletesAndMoves() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(write("folder" + i % 20 + "/file" + i + ".md", "text " + i));
    }
    BlockingQueue<Map<String, String>> views = new LinkedBlockingQueue<>();
    try (FolderWatcher watcher =
        FolderWatcher.start(root, SourceFilter.DEFAULT, QUICK, cause -> views.add(seen()))) {
      assertThat(watcher.limitation()).isEmpty();
      for (int i = 0; i < FILES; i++) {
        change(files.get(i), i, random.nextInt(4));
      }
      Map<String, String> truth = seen();
      assertThat(truth.size()).isBetween(FILES / 2, FILES);
      awaitView(views, truth);
      // Folders that did not exist when the watch began are watched as well, at once.
      write("moved/late/deep/new.md", "new");
      awaitView(views, seen());
      write("moved/late/deep/new.md", "newer");
      awaitView(views, seen());
    }
  }

  private void change(Path file, int i, int how) throws IOException {
    switch (how) {
      case 0 -> Files.writeString(file, "edited " + i);
      case 1 -> Files.move(file, file.resolveSibling("renamed" + i + ".md"));
      case 2 -> Files.delete(file);
      default -> {
        Path target = root.resolve("moved/" + i % 7 + "/file" + i + ".md");
        Files.createDirectories(target.getParent());
        Files.move(file, target);
      }
    }
  }

  /** Takes views until one is the truth, which the last one must be; gives how many it took. */
  private static int awaitView(BlockingQueue<Map<String, String>> views, Map<String, String> truth)
      throws InterruptedException {
    Map<String, String> last = Map.of();
    int taken = 0;
    while (!last.equals(truth)) {
      Map<String, String> next = views.poll(Patience.SECONDS, TimeUnit.SECONDS);
      assertThat(next).as("no further call, and the last view was %s", last.size()).isNotNull();
      last = next;
      taken++;
    }
    return taken;
  }

  @Test
  void aBurstOfChangesIsToldOnceItIsQuiet() throws Exception {
    BlockingQueue<Map<String, String>> views = new LinkedBlockingQueue<>();
    WatchOptions patient =
        new WatchOptions(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(10));
    try (FolderWatcher watcher =
        FolderWatcher.start(root, SourceFilter.DEFAULT, patient, cause -> views.add(seen()))) {
      assertThat(watcher.limitation()).isEmpty();
      long begin = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        write("a.md", "version " + i);
      }
      int told = awaitView(views, Map.of("a.md", "version 99")) + views.size();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      // Once, unless the writer itself was held up so long that it seemed to have ended.
      assertThat(patient.quiet().multipliedBy(told))
          .as("%d calls, each behind a second of quiet, in %s", told, took)
          .isLessThanOrEqualTo(took);
    }
  }

  @Test
  void whatHappensInAHomeBelowTheFolderIsNotHeard() throws Exception {
    write("home/format", "pinakes-home 1\n");
    write("home/store/log", "");
    BlockingQueue<FolderWatcher.Cause> calls = new LinkedBlockingQueue<>();
    try (FolderWatcher watcher =
        FolderWatcher.start(root, SourceFilter.DEFAULT, QUICK, calls::add)) {
      assertThat(watcher.limitation()).isEmpty();
      write("home/store/log", "a run writes this");
      write("home/lock", "and this");
      // Ten times as long as it waits for quiet.
      assertThat(calls.poll(QUICK.quiet().toMillis() * 10, TimeUnit.MILLISECONDS)).isNull();
      write("a.md", "text");
      assertThat(calls.poll(Patience.SECONDS, TimeUnit.SECONDS))
          .isEqualTo(FolderWatcher.Cause.EVENTS);
    }
  }

  @Test
  void aRescanComesWithoutAnyEvent() throws Exception {
    BlockingQueue<FolderWatcher.Cause> calls = new LinkedBlockingQueue<>();
    WatchOptions restless =
        new WatchOptions(Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofMillis(20));
    try (FolderWatcher watcher =
        FolderWatcher.start(root, SourceFilter.DEFAULT, restless, calls::add)) {
      assertThat(watcher.limitation()).isEmpty();
      assertThat(calls.poll(Patience.SECONDS, TimeUnit.SECONDS))
          .isEqualTo(FolderWatcher.Cause.RESCAN);
      assertThat(calls.poll(Patience.SECONDS, TimeUnit.SECONDS))
          .isEqualTo(FolderWatcher.Cause.RESCAN);
    }
  }

  @Test
  void closingWaitsForACallThatRuns() throws Exception {
    CountDownLatch inCall = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    FolderWatcher watcher =
        FolderWatcher.start(
            root,
            SourceFilter.DEFAULT,
            QUICK,
            cause -> {
              inCall.countDown();
              try {
                ended.set(goOn.await(Patience.SECONDS, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    write("a.md", "text");
    assertThat(inCall.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    Thread closer = Thread.ofVirtual().start(() -> close(watcher));
    assertThat(closer.join(Duration.ofMillis(100))).isFalse();
    goOn.countDown();
    assertThat(closer.join(Patience.TIME)).isTrue();
    assertThat(ended).isTrue();
  }

  private static void close(FolderWatcher watcher) {
    try {
      watcher.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThatThrownBy(
            () ->
                FolderWatcher.start(
                    root.resolve("nowhere"), SourceFilter.DEFAULT, QUICK, cause -> {}))
        .isInstanceOf(SourceMissingException.class);
  }

  private Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
