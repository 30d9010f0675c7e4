package io.pinakes.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.testing.SeededTest;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.Blanks;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/** What holds for every document, every budget and every counter. */
class ChunkerPropertiesTest {
  private static final OpenNlpSentences SENTENCES = new OpenNlpSentences();

  /** Counters that differ in what the chunker must not rely on: whether parts add up. */
  private static TokenCounter counter(int kind) {
    return switch (kind) {
      case 0 -> new WordsCounter(2, 0);
      // Neighbours cost extra: the sum of the parts is too low.
      case 1 -> new WordsCounter(2, 3);
      // Each UTF-16 unit is a token, so that words are monsters.
      default -> new LettersCounter();
    };
  }

  private record WordsCounter(int fixed, int extraEach) implements TokenCounter {
    @Override
    public int count(String passage) {
      int words = 0;
      for (int at = Blanks.skip(passage, 0, passage.length()); at < passage.length(); ) {
        int end = Blanks.wordEnd(passage, at, passage.length());
        words += 1 + (end - at) / 8;
        at = Blanks.skip(passage, end, passage.length());
      }
      return fixed + words + (words > 5 ? extraEach * (words / 5) : 0);
    }

    @Override
    public int limit() {
      return 512;
    }

    @Override
    public String name() {
      return "words " + extraEach;
    }
  }

  private static final class LettersCounter implements TokenCounter {
    @Override
    public int count(String passage) {
      return 1 + passage.length();
    }

    @Override
    public int limit() {
      return 512;
    }

    @Override
    public String name() {
      return "letters";
    }
  }

  @SeededTest(times = 400)
  void whateverTheDocument(RandomGenerator random) {
    ExtractedDocument document = RandomDocument.of(random);
    TokenCounter counter = counter(random.nextInt(3));
    int max = 16 + random.nextInt(120);
    ChunkerOptions options = new ChunkerOptions(max, random.nextInt(3) * max / 8);
    Chunker chunker = new Chunker(options, counter, SENTENCES);
    List<Passage> passages = chunker.chunk(document);

    passagesAreExactSlicesBehindOneLine(document, passages);
    passagesKeepWithinTheBudget(passages, options, counter);
    passagesComeInOrderAndEachSaysSomethingNew(passages);
    nothingIsLost(document, passages);
    noPassageReachesAcrossAHeading(document, passages);
    pagesAreThoseOfTheSpansAndHeadingsOfTheBeginning(document, passages);
    againGivesTheSame(chunker, document, passages);
  }

  private static String slice(String text, int start, int end) {
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }

  private static void passagesAreExactSlicesBehindOneLine(
      ExtractedDocument document, List<Passage> passages) {
    for (Passage passage : passages) {
      String chunk = passage.text();
      assertThat(Passage.passageOf(chunk))
          .isEqualTo(slice(document.text(), passage.start(), passage.end()));
      assertThat(chunk.getBytes(StandardCharsets.UTF_8)).isEqualTo(passage.chunk());
      assertThat(Normalizer.isNormalized(chunk, Normalizer.Form.NFC)).isTrue();
    }
  }

  private static void passagesKeepWithinTheBudget(
      List<Passage> passages, ChunkerOptions options, TokenCounter counter) {
    for (Passage passage : passages) {
      assertThat(passage.tokens())
          .isEqualTo(counter.count(passage.text()))
          .isLessThanOrEqualTo(options.maxTokens());
      String line = passage.text().substring(0, passage.text().indexOf('\n'));
      assertThat(counter.count(line) - counter.count(""))
          .as("context line [%s]", line)
          .isLessThanOrEqualTo(options.maxTokens() / 4);
    }
  }

  private static void passagesComeInOrderAndEachSaysSomethingNew(List<Passage> passages) {
    int start = -1;
    int end = 0;
    for (Passage passage : passages) {
      assertThat(passage.start()).isGreaterThan(start);
      assertThat(passage.end()).isGreaterThan(end);
      start = passage.start();
      end = passage.end();
    }
  }

  private static void nothingIsLost(ExtractedDocument document, List<Passage> passages) {
    BitSet covered = new BitSet();
    passages.forEach(passage -> covered.set(passage.start(), passage.end()));
    for (Span span : document.structure()) {
      if (span.kind() == Span.Kind.HEADING && !covered.get(span.start())) {
        String heading = Outline.fold(slice(document.text(), span.start(), span.end()));
        assertThat(passages)
            .as("heading [%s] stands in a context line", heading)
            .anyMatch(
                passage ->
                    passage.text().substring(0, passage.text().indexOf('\n')).contains(heading));
        covered.set(span.start(), span.end());
      }
    }
    int[] points = document.text().codePoints().toArray();
    for (int at = 0; at < points.length; at++) {
      boolean blank = points[at] < 0x10000 && Blanks.isBlank((char) points[at]);
      assertThat(blank || covered.get(at)).as("code point %d", at).isTrue();
    }
  }

  private static void noPassageReachesAcrossAHeading(
      ExtractedDocument document, List<Passage> passages) {
    for (Span span : document.structure()) {
      if (span.kind() == Span.Kind.HEADING) {
        for (Passage passage : passages) {
          boolean apart = passage.end() <= span.start() || passage.start() >= span.end();
          boolean inside = passage.start() >= span.start() && passage.end() <= span.end();
          assertThat(apart || inside).as("%s and %s", span, passage).isTrue();
        }
      }
    }
  }

  private static void pagesAreThoseOfTheSpansAndHeadingsOfTheBeginning(
      ExtractedDocument document, List<Passage> passages) {
    for (Passage passage : passages) {
      for (Span span : document.structure()) {
        for (int point = Math.max(span.start(), passage.start());
            point < Math.min(span.end(), passage.end());
            point++) {
          assertThat(passage.pages().at(point)).isEqualTo(span.page());
        }
      }
      String innermost = "";
      for (Span span : document.structure()) {
        if (span.kind() == Span.Kind.HEADING && span.start() <= passage.start()) {
          innermost = Outline.fold(slice(document.text(), span.start(), span.end()));
        }
      }
      assertThat(passage.heading().isEmpty() ? "" : passage.heading().getLast())
          .isEqualTo(innermost);
    }
  }

  private static void againGivesTheSame(
      Chunker chunker, ExtractedDocument document, List<Passage> passages) {
    List<Passage> again = chunker.chunk(document);
    assertThat(again).hasSameSizeAs(passages);
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i).chunk()).isEqualTo(passages.get(i).chunk());
      assertThat(again.get(i).start()).isEqualTo(passages.get(i).start());
    }
  }
}
