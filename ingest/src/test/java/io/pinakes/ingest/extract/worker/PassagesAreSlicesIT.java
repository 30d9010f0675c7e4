package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.Patience;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The range of every passage of every real file is that passage, as the default set-up chunks. */
class PassagesAreSlicesIT {
  private static final Path DATASETS = Path.of(System.getProperty("pinakes.shared"), "datasets");

  @TempDir private static Path temporary;
  private static Embedder model;
  private static WorkerPool pool;
  private static Chunker chunker;

  private final AtomicInteger files = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong passages = new AtomicLong();

  @BeforeAll
  static void start() throws Exception {
    assertThat(DATASETS).as("the datasets, of which -Dpinakes.shared says where").exists();
    Path tmp = Files.createDirectory(temporary.resolve("tmp"));
    model = new Models(temporary.resolve("models")).open(Models.DEFAULT);
    pool = new WorkerPool(WorkerOptions.defaults().withWorkers(2).withTemporaryFolder(tmp));
    chunker = new Chunker(ChunkerOptions.DEFAULT, model.tokens(), new OpenNlpSentences());
  }

  @AfterAll
  static void stop() throws Exception {
    pool.close();
    model.close();
  }

  @Test
  void inEveryRealDocument() throws Exception {
    check(DATASETS.resolve("documents"), "");
    assertThat(files.get()).isGreaterThanOrEqualTo(63);
    assertThat(files.get() - failed.get()).isGreaterThanOrEqualTo(50);
    assertThat(passages.get()).isPositive();
  }

  @Test
  @Tag("slow")
  void inEveryFileOfTheMarkdownTree() throws Exception {
    Path tree = Files.createDirectory(temporary.resolve("tree"));
    Path archive = DATASETS.resolve("cpp-docs.tar.xz");
    assertThat(archive).as("the Markdown tree, of which -Dpinakes.shared says where").exists();
    Process tar =
        new ProcessBuilder("tar", "xf", archive.toString(), "-C", tree.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(tar.exitValue()).isZero();
    check(tree, ".md");
    assertThat(files.get()).isGreaterThanOrEqualTo(9_746);
    assertThat(passages.get()).isGreaterThan(files.get());
  }

  private void check(Path folder, String ending) throws Exception {
    List<Path> found;
    try (Stream<Path> all = Files.walk(folder)) {
      found =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toString().endsWith(ending))
              .sorted()
              .toList();
    }
    found.parallelStream()
        .forEach(
            file -> {
              try {
                checkFile(file, folder.relativize(file).toString());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    System.out.printf(
        "%s: %d files, %d of them not extracted, %d passages, each the slice that it names%n",
        folder.getFileName(), files.get(), failed.get(), passages.get());
  }

  private void checkFile(Path file, String name) throws InterruptedException {
    files.incrementAndGet();
    ExtractedDocument document;
    try {
      document = pool.extract(file, name);
    } catch (ExtractionException e) {
      failed.incrementAndGet();
      return;
    }
    int[] points = document.text().codePoints().toArray();
    for (Passage passage : chunker.chunk(document)) {
      String slice = new String(points, passage.start(), passage.end() - passage.start());
      if (!slice.equals(Passage.passageOf(passage.text()))) {
        throw new AssertionError(
            "[" + name + "] from [" + passage.start() + "] to [" + passage.end() + "]: " + slice);
      }
      passages.incrementAndGet();
    }
  }
}
