package io.pinakes.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkerTest {
  /** A token a word, two special ones. */
  private static final TokenCounter WORDS =
      new TokenCounter() {
        @Override
        public int count(String passage) {
          return 2 + (passage.isBlank() ? 0 : passage.strip().split("\\s+").length);
        }

        @Override
        public int limit() {
          return 100;
        }

        @Override
        public String name() {
          return "words";
        }
      };

  private static final class Doc {
    private final StringBuilder text = new StringBuilder();
    private final List<Span> spans = new ArrayList<>();
    private Optional<String> title = Optional.empty();

    Doc title(String value) {
      title = Optional.of(value);
      return this;
    }

    Doc heading(int level, String value) {
      int start = start();
      spans.add(Span.heading(start, end(value), level, 0));
      return this;
    }

    Doc paragraph(String value) {
      int start = start();
      spans.add(Span.paragraph(start, end(value), 0));
      return this;
    }

    Doc row(String value, boolean header) {
      int start = start();
      spans.add(Span.row(start, end(value), 0, 1, header));
      return this;
    }

    private int start() {
      return text.codePointCount(0, text.length());
    }

    private int end(String value) {
      text.append(value);
      int end = start();
      text.append('\n');
      return end;
    }

    ExtractedDocument build() {
      return new ExtractedDocument(
          text.toString(), title, "text/plain", Optional.of("en"), Optional.empty(), spans);
    }

    List<String> chunks(int tokens, int overlap) {
      return new Chunker(new ChunkerOptions(tokens, overlap), WORDS, new OpenNlpSentences())
          .chunk(build()).stream().map(Passage::text).toList();
    }
  }

  @Test
  void theContextLineIsTitleAndHeadingPath() {
    assertThat(
            new Doc()
                .title("Wing  Theory")
                .heading(1, "Flow")
                .heading(2, "Laminar\nflow")
                .paragraph("It is smooth.")
                .chunks(40, 0))
        .containsExactly("Wing Theory > Flow > Laminar flow\nIt is smooth.");
  }

  @Test
  void withoutTitleAndHeadingTheFirstLineIsEmpty() {
    assertThat(new Doc().paragraph("Plain text.").chunks(40, 0)).containsExactly("\nPlain text.");
  }

  @Test
  void aHeadingThatSaysTheTitleAgainIsNotRepeated() {
    assertThat(new Doc().title("Wing").heading(1, "Wing").paragraph("Text.").chunks(40, 0))
        .containsExactly("Wing\nText.");
  }

  @Test
  void smallSectionsAreNotMerged() {
    assertThat(
            new Doc()
                .heading(1, "A")
                .paragraph("One.")
                .heading(1, "B")
                .paragraph("Two.")
                .chunks(40, 0))
        .containsExactly("A\nOne.", "B\nTwo.");
  }

  @Test
  void aHeadingWithNothingUnderItIsAPassageItself() {
    assertThat(
            new Doc()
                .heading(1, "A")
                .heading(2, "Empty")
                .heading(2, "B")
                .paragraph("Two.")
                .chunks(40, 0))
        .containsExactly("A\nEmpty", "A > B\nTwo.");
  }

  @Test
  void ofALongPathTheTitleAndTheInnermostHeadingStay() {
    List<String> chunks =
        new Doc()
            .title("Title")
            .heading(1, "one two three four")
            .heading(2, "five six seven eight")
            .heading(3, "nine ten")
            .paragraph("Text.")
            .chunks(40, 0);
    // The cap is ten tokens, and each separator is one: the first heading does not fit, and as no
    // line below holds it, it is a passage itself.
    assertThat(chunks)
        .containsExactly(
            "Title\none two three four", "Title > five six seven eight > nine ten\nText.");
  }

  @Test
  void sentencesAreSharedOutEvenly() {
    String sentence = "One two three four five six seven eight nine ten.";
    List<String> chunks = new Doc().paragraph((sentence + " ").repeat(4).strip()).chunks(36, 0);
    // Thirty-four tokens of room would take three and leave a scrap of one.
    assertThat(chunks)
        .containsExactly("\n" + sentence + " " + sentence, "\n" + sentence + " " + sentence);
  }

  @Test
  void overlapRepeatsWholeSentences() {
    String text = "Aa one two three. Bb one two three. Cc one two three. Dd one two three.";
    List<String> chunks = new Doc().paragraph(text).chunks(16, 4);
    assertThat(chunks)
        .containsExactly(
            "\nAa one two three. Bb one two three. Cc one two three.",
            "\nCc one two three. Dd one two three.");
  }

  @Test
  void aSentenceLongerThanTheBudgetIsPartedBetweenWords() {
    List<String> chunks = new Doc().paragraph("word ".repeat(30).strip()).chunks(16, 0);
    assertThat(chunks).hasSize(3);
    assertThat(String.join(" ", chunks).replace("\n", "")).isEqualTo("word ".repeat(30).strip());
  }

  @Test
  void aTableThatFitsStaysWholeWithTheTextAroundIt() {
    assertThat(
            new Doc()
                .paragraph("Before.")
                .row("name | size", true)
                .row("a | 1", false)
                .paragraph("After.")
                .chunks(40, 0))
        .containsExactly("\nBefore.\nname | size\na | 1\nAfter.");
  }

  @Test
  void theHeaderOfALongTableIsRepeatedInTheContextLine() {
    Doc doc = new Doc().heading(1, "T").paragraph("Before.").row("name | size", true);
    for (int i = 0; i < 9; i++) {
      doc.row("row" + i + " | " + i, false);
    }
    List<String> chunks = doc.paragraph("After.").chunks(24, 0);
    assertThat(chunks.getFirst()).isEqualTo("T\nBefore.");
    assertThat(chunks.get(1)).startsWith("T\nname | size\nrow0 | 0\nrow1");
    assertThat(chunks.get(2)).startsWith("T > name | size\nrow");
    assertThat(chunks.getLast()).isEqualTo("T\nAfter.");
    assertThat(chunks.subList(2, chunks.size() - 1))
        .allMatch(chunk -> chunk.startsWith("T > name | size\nrow"));
  }

  @Test
  void aBlankDocumentHasNoPassage() {
    assertThat(new Doc().chunks(40, 0)).isEmpty();
  }

  @Test
  void aBudgetThatTheModelCannotTakeIsRefused() {
    assertThatThrownBy(() -> new Chunker(new ChunkerOptions(101, 0), WORDS, new OpenNlpSentences()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[101]");
    assertThat(new ChunkerOptions(101, 60 / 2).within(40)).isEqualTo(new ChunkerOptions(40, 20));
  }

  @Test
  void theDefaultsAreThoseThatWereMeasured() {
    assertThat(ChunkerOptions.DEFAULT).isEqualTo(new ChunkerOptions(128, 0));
  }

  @Test
  void theVersionNamesAllThatDecides() {
    Chunker one = new Chunker(new ChunkerOptions(40, 0), WORDS, new OpenNlpSentences());
    Chunker two = new Chunker(new ChunkerOptions(40, 5), WORDS, new OpenNlpSentences());
    assertThat(one.version())
        .contains("tokens=40")
        .contains("overlap=0")
        .contains("opennlp-2.5.11")
        .contains("words")
        .isNotEqualTo(two.version());
  }
}
