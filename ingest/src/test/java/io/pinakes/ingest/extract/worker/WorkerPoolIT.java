package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ingest.Patience;
import io.pinakes.ingest.extract.Documents;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash, a hang or an excess costs one file, and nothing is left behind. */
class WorkerPoolIT {
  /**
   * Short for those who wait for it in a test. It holds for the ordinary file behind it, too, which
   * is the first of a child: on a machine that is busy this has taken seconds.
   */
  private static final Duration LIMIT = Duration.ofSeconds(40);

  /** Where nobody's time is to be up. */
  private static final Duration UNLIMITED = Duration.ofHours(1);

  @TempDir private Path folder;
  @TempDir private Path temporary;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    callers.shutdownNow();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  private WorkerOptions options() {
    return WorkerOptions.defaults()
        .withWorkers(1)
        .withTimeLimit(UNLIMITED)
        .withTemporaryFolder(temporary);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /**
   * A file over which the parser of Markdown sits for minutes: each run of ` looks for its like.
   */
  private Path endless() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 4000; i++) {
      text.append("`".repeat(i)).append(' ');
    }
    return write("endless.md", text.toString());
  }

  private static FailureReason reason(Callable<ExtractedDocument> call) throws Exception {
    try {
      ExtractedDocument document = call.call();
      throw new AssertionError("read: " + document.text().length() + " characters");
    } catch (ExtractionException e) {
      return e.reason();
    }
  }

  @Test
  void manyCallersShareFewChildren() throws Exception {
    try (WorkerPool pool = new WorkerPool(options().withWorkers(2))) {
      List<Future<ExtractedDocument>> results = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Path file = write("a" + i + ".md", "# Title " + i + "\n\nText of number " + i + ".\n");
        results.add(callers.submit(() -> pool.extract(file, "x/" + file.getFileName())));
      }
      for (int i = 0; i < 200; i++) {
        ExtractedDocument document = results.get(i).get();
        assertThat(document.title()).contains("Title " + i);
        assertThat(Documents.outline(document))
            .containsExactly("H1 Title " + i, "P Text of number " + i + ".");
      }
      assertThat(children()).hasSizeBetween(1, 2);
    }
    assertThat(children()).isEmpty();
  }

  @Test
  void filesThatOneChildReadsInTimeStartNoOther() throws Exception {
    try (WorkerPool pool = new WorkerPool(options().withWorkers(4), Duration.ofDays(1))) {
      List<Future<ExtractedDocument>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Path file = write("a" + i + ".md", "Text of number " + i + ".\n");
        results.add(callers.submit(() -> pool.extract(file, file.toString())));
      }
      for (Future<ExtractedDocument> each : results) {
        assertThat(each.get().text()).startsWith("Text of number ");
      }
      assertThat(children()).hasSize(1);
    }
  }

  @Test
  void aFileThatWaitsBehindALongOneGetsAChildOfItsOwn() throws Exception {
    Path endless = endless();
    try (WorkerPool pool = new WorkerPool(options().withWorkers(2))) {
      List<Future<ExtractedDocument>> both = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        both.add(callers.submit(() -> pool.extract(endless, "endless.md")));
      }
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Patience.SECONDS);
      while (children().size() < 2) {
        assertThat(System.nanoTime()).as("a second child comes").isLessThan(until);
        assertThat(both).noneMatch(Future::isDone);
      }
      both.forEach(each -> each.cancel(true));
    }
  }

  @Test
  void aPoolThatIsGivenNoFileStartsNoChild() {
    try (WorkerPool pool = new WorkerPool(options())) {
      assertThat(pool.extractionVersion()).startsWith("3/tika-").doesNotContain("$");
      assertThat(children()).isEmpty();
    }
  }

  @Tag("slow")
  @Test
  void aFileThatTakesTooLongIsATimeoutAndTheNextIsRead() throws Exception {
    Path endless = endless();
    try (WorkerPool pool = new WorkerPool(options().withTimeLimit(LIMIT))) {
      assertThat(reason(() -> pool.extract(endless, "endless.md")))
          .isEqualTo(FailureReason.TIMEOUT);
      assertThat(pool.extract(write("next.md", "next"), "next.md").text()).isEqualTo("next");
    }
  }

  @Tag("slow")
  @Test
  void aChildThatIsStoppedIsATimeoutAndTheNextFileIsRead() throws Exception {
    try (WorkerPool pool = new WorkerPool(options().withTimeLimit(LIMIT))) {
      pool.extract(write("first.md", "first"), "first.md");
      Signals.stop(children().getFirst().pid());
      assertThat(reason(() -> pool.extract(write("second.md", "second"), "second.md")))
          .isEqualTo(FailureReason.TIMEOUT);
      assertThat(pool.extract(write("third.md", "third"), "third.md").text()).isEqualTo("third");
    }
  }

  @Test
  void aChildThatIsKilledIsReplacedAndItsFileReadOnceMore() throws Exception {
    Path endless = endless();
    try (WorkerPool pool = new WorkerPool(options())) {
      pool.extract(write("first.md", "first"), "first.md");
      ProcessHandle firstChild = children().getFirst();
      // A start takes as much again, and this file minutes: by then it is being read.
      Duration inTheMiddle = used(firstChild).multipliedBy(2).plusSeconds(2);
      Future<FailureReason> outcome =
          callers.submit(() -> reason(() -> pool.extract(endless, "endless.md")));
      Set<Long> killed = new HashSet<>();
      while (!outcome.isDone()) {
        for (ProcessHandle child : children()) {
          if (used(child).compareTo(inTheMiddle) > 0 && killed.add(child.pid())) {
            Signals.send("KILL", child.pid());
          }
        }
      }
      assertThat(outcome.get()).isEqualTo(FailureReason.MALFORMED);
      assertThat(killed).contains(firstChild.pid()).hasSize(2);
      assertThat(pool.extract(write("next.md", "next"), "next.md").text()).isEqualTo("next");
    }
  }

  /** Processor time. */
  private static Duration used(ProcessHandle child) {
    return child.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Test
  void aFileThatNeedsMoreMemoryIsFailedForIt() throws Exception {
    Path large = write("large.html", "<p><b>x</b> ".repeat(700_000));
    try (WorkerPool pool = new WorkerPool(options().withHeapMegabytes(96))) {
      assertThat(reason(() -> pool.extract(large, "large.html"))).isEqualTo(FailureReason.MEMORY);
      assertThat(pool.extract(write("next.md", "next"), "next.md").text()).isEqualTo("next");
    }
  }

  @Test
  void textOverTheLimitIsTooLarge() throws Exception {
    ExtractionLimits small = new ExtractionLimits(1000, 10, 10, 1000, 1, false);
    try (WorkerPool pool = new WorkerPool(options().withLimits(small))) {
      assertThat(pool.extract(write("fits.txt", "x".repeat(1000)), "fits.txt").text())
          .hasSize(1000);
      assertThat(reason(() -> pool.extract(write("long.txt", "x".repeat(1001)), "long.txt")))
          .isEqualTo(FailureReason.TOO_LARGE);
      assertThat(reason(() -> pool.extract(write("many.txt", "x\n\n".repeat(11)), "many.txt")))
          .isEqualTo(FailureReason.TOO_LARGE);
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsUnreadable() throws Exception {
    try (WorkerPool pool = new WorkerPool(options())) {
      assertThat(reason(() -> pool.extract(folder.resolve("gone.md"), "gone.md")))
          .isEqualTo(FailureReason.UNREADABLE);
      assertThat(reason(() -> pool.extract(folder, "folder"))).isEqualTo(FailureReason.UNREADABLE);
      Process made =
          new ProcessBuilder("mkfifo", folder.resolve("pipe.md").toString()).inheritIO().start();
      assertThat(made.waitFor()).isZero();
      assertThat(reason(() -> pool.extract(folder.resolve("pipe.md"), "pipe.md")))
          .isEqualTo(FailureReason.UNREADABLE);
      assertThat(pool.extract(write("next.md", "next"), "next.md").text()).isEqualTo("next");
    }
  }

  @Test
  void childrenAreReplacedAfterSoManyFiles() throws Exception {
    try (WorkerPool pool = new WorkerPool(options().withFilesBeforeRenewal(3))) {
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        assertThat(pool.extract(write("a.md", "number " + i), "a.md").text())
            .isEqualTo("number " + i);
        seen.add(children().getFirst().pid());
      }
      assertThat(seen).hasSize(3);
    }
  }

  @Test
  void aCallerThatIsInterruptedReturnsAtOnceAndFailsNoFile() throws Exception {
    Path endless = endless();
    try (WorkerPool pool = new WorkerPool(options())) {
      pool.extract(write("first.md", "first"), "first.md");
      Future<ExtractedDocument> running = callers.submit(() -> pool.extract(endless, "endless.md"));
      Future<ExtractedDocument> queued =
          callers.submit(() -> pool.extract(folder.resolve("first.md"), "first.md"));
      assertThat(running.cancel(true)).isTrue();
      assertThat(queued.cancel(true)).isTrue();
    }
  }

  @Test
  void closingEndsWhatRunsAndRefusesWhatComes() throws Exception {
    Path endless = endless();
    WorkerPool pool = new WorkerPool(options());
    pool.extract(write("first.md", "first"), "first.md");
    Future<ExtractedDocument> running = callers.submit(() -> pool.extract(endless, "endless.md"));
    Future<ExtractedDocument> queued =
        callers.submit(() -> pool.extract(folder.resolve("first.md"), "first.md"));
    pool.close();
    pool.close();
    for (Future<ExtractedDocument> call : List.of(running, queued)) {
      try {
        assertThat(call.get(Patience.SECONDS, TimeUnit.SECONDS).text()).isEqualTo("first");
      } catch (ExecutionException e) {
        assertThat(e.getCause()).isInstanceOf(IllegalStateException.class);
      }
    }
    assertThatThrownBy(() -> pool.extract(endless, "endless.md"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(children()).isEmpty();
  }

  @Test
  void thatNoChildCanStartIsAnErrorOfItsOwn() throws Exception {
    // The model of languages alone has more.
    try (WorkerPool pool = new WorkerPool(options().withHeapMegabytes(32))) {
      Path file = write("a.md", "text");
      assertThatThrownBy(() -> pool.extract(file, "a.md"))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(WorkerStartException.class)
          .hasMessageContaining("does not start (exit 3)")
          .hasMessageContaining("give it more memory");
    }
  }
}
