package io.pinakes.ingest.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.ingest.extract.Documents;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every real document ends as its list says; the table of how is printed. */
class DocumentsIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("pinakes.shared"), "datasets/documents");

  /** Damaged files of which the text was looked at and is what a reader would see. */
  private static final Set<String> DAMAGED_BUT_TRUE =
      Set.of(
          "malformed/pdfjsbad1586.pdf",
          "malformed/NullHeader.docx",
          "malformed/testException1.doc",
          "malformed/testBrokenHTMLContainingRFC822.html",
          "malformed/powerpoint_malformed_pictures.pptx",
          "malformed/csv-too-many-columns.csv",
          "malformed/test_mskanji.csv");

  /** A phrase of some documents, as it stands in them. */
  private static final Map<String, String> PHRASES =
      Map.ofEntries(
          Map.entry(
              "pdf/tracemonkey.pdf", "Dynamic languages such as JavaScript are more difficult"),
          Map.entry("pdf/habibi.pdf", "بيبي"),
          Map.entry("pdf/normal_4pages.pdf", "보험약관"),
          Map.entry("txt/russian.cp866.txt", "д"),
          Map.entry("txt/moby.zip", "Call me Ishmael"),
          Map.entry("malformed/test_mskanji.csv", "東京"),
          Map.entry("malformed/NullHeader.docx", "Hundreds injured in Yemen protest"),
          Map.entry("malformed/testException1.doc", "Disability Access and Inclusion Plan"),
          Map.entry("docx/word_sample.docx", "Swimming in the lake"),
          Map.entry("odt/text_document_01.odt", "Lorem Ipsum is simply dummy text"),
          Map.entry(
              "epub/epub_purvis_poetry.epub", "The cold storms of winter shall chill him no more"),
          Map.entry("html/wiki_duck.html", "Duck is the common name"),
          Map.entry("email/test-incremental-updates.eml", "Testing Incremental"),
          Map.entry("email/complex.mbox", "MapCompletionEvents are generated"),
          Map.entry("xml/elife-56337.xml", "Nearly half of the human and mouse genomes"),
          Map.entry("doc/legacy_sample.doc", "try not to drown"),
          Map.entry("rtf/test.rtf", "This is a Sample RTF File"));

  @TempDir private static Path temporary;
  private static WorkerPool pool;

  record Expected(String path, String outcome) {}

  @BeforeAll
  static void start() {
    pool = new WorkerPool(WorkerOptions.defaults().withWorkers(2).withTemporaryFolder(temporary));
    System.out.printf(
        "%-47s %-14s %-12s %6s %8s  %s%n", "path", "expected", "outcome", "ms", "chars", "detail");
  }

  @AfterAll
  static void stop() throws IOException {
    pool.close();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  static List<Expected> manifest() throws IOException {
    assertThat(FOLDER)
        .as("the real documents, of which -Dpinakes.shared says where they are")
        .exists();
    List<Expected> expected =
        Files.readAllLines(FOLDER.resolve("manifest.csv")).stream()
            .skip(1)
            .map(line -> line.split(","))
            .map(cells -> new Expected(cells[0], cells[7]))
            .toList();
    assertThat(expected).hasSize(63);
    return expected;
  }

  @ParameterizedTest
  @MethodSource("manifest")
  void endsAsItsListSays(Expected expected) throws Exception {
    long start = System.nanoTime();
    Optional<ExtractedDocument> document = Optional.empty();
    Optional<FailureReason> failure = Optional.empty();
    String detail = "";
    try {
      document = Optional.of(pool.extract(FOLDER.resolve(expected.path()), expected.path()));
      detail = document.get().mediaType() + " " + document.get().title().orElse("(no title)");
    } catch (ExtractionException e) {
      failure = Optional.of(e.reason());
      detail = e.detail();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String outcome = failure.map(FailureReason::text).orElse("indexed");
    System.out.printf(
        "%-47s %-14s %-12s %6d %8d  %.80s%n",
        expected.path(),
        expected.outcome(),
        outcome,
        took.toMillis(),
        document.map(ExtractedDocument::codePoints).orElse(0),
        detail);
    assertThat(took).isLessThan(Duration.ofSeconds(60));
    document.ifPresent(Documents::assertSound);
    switch (expected.outcome()) {
      case "text" -> assertThat(outcome).isEqualTo("indexed");
      case "encrypted" -> assertThat(outcome).isEqualTo("encrypted");
      case "no text layer" -> assertThat(outcome).isEqualTo("no-text");
      case "malformed" ->
          assertThat(outcome)
              .isEqualTo(DAMAGED_BUT_TRUE.contains(expected.path()) ? "indexed" : "malformed");
      default -> throw new IllegalStateException("not an outcome: [" + expected.outcome() + "]");
    }
    String phrase = PHRASES.get(expected.path());
    if (phrase != null) {
      assertThat(document.orElseThrow().text()).contains(phrase);
    }
  }

  @Test
  void pdfPagesAreNumberedFromOneAndInOrder() throws Exception {
    ExtractedDocument paper =
        pool.extract(FOLDER.resolve("pdf/tracemonkey.pdf"), "tracemonkey.pdf");
    assertThat(paper.structure().stream().mapToInt(Span::page)).isSorted();
    assertThat(paper.structure().stream().map(Span::page).distinct()).hasSize(14);
    assertThat(paper.structure().getFirst().page()).isEqualTo(1);
    assertThat(paper.title())
        .contains("Trace-based Just-in-Time Type Specialization for Dynamic Languages");
    // A word parted at the end of a line, and a paragraph over two columns.
    assertThat(paper.text()).contains("the actual dynamic types occurring on each path");
    assertThat(Documents.outline(paper))
        .contains("H3@1 1. Introduction", "H3@4 3. Trace Trees")
        // The labels of its drawings.
        .noneMatch(line -> line.matches("H.*(i3 i4|Closed Linked|KA>29).*"));
  }

  @Test
  void theStructureOfOfficeFilesIsKept() throws Exception {
    assertThat(outline("docx/word_tables.docx"))
        .contains("H1 Test with tables", "R*1 Header 0.0 | Header 0.1 | Header 0.2");
    assertThat(outline("docx/word_sample.docx"))
        .contains("H1 Let’s swim!", "L1 Paddle about", "L1 2. Don’t forget to drink water");
    assertThat(outline("odt/text_document_01.odt"))
        .contains("H1 heading level 1.0", "H2 Heading level 2: A", "L1 2. numbered list 2");
    assertThat(outline("epub/epub_purvis_poetry.epub"))
        .contains("H1 Poetry", "H2 The Grave of the Slave");
    assertThat(outline("pptx/powerpoint_sample.pptx"))
        .contains("H1@2 Second slide title", "P@2 Let’s introduce a list");
    assertThat(outline("csv/csv-tab.csv").getFirst()).startsWith("R*1 Index | Customer Id |");
  }

  private static List<String> outline(String path) throws Exception {
    return Documents.outline(pool.extract(FOLDER.resolve(path), path));
  }
}
