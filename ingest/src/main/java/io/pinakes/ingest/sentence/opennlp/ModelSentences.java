package io.pinakes.ingest.sentence.opennlp;

import io.pinakes.ingest.sentence.Blanks;
import io.pinakes.ingest.sentence.SentenceSplitter.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.util.Span;

/**
 * Sentences by the model of one language. The models of German and French know titles and numbers,
 * but end sentences within "d.h. so", "Art. 5 des" and "! » dit-elle": where their language says
 * so, the next letter may overrule them.
 */
final class ModelSentences {
  private static final String END_MARKS = ".!?";

  private final SentenceLanguage language;
  private final SentenceModel model;

  ModelSentences(SentenceLanguage language) {
    this.language = language;
    this.model = read(language.resource());
  }

  private static SentenceModel read(String resource) {
    try (InputStream in = ModelSentences.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("[" + resource + "] is not part of this installation");
      }
      return new SentenceModel(in);
    } catch (IOException e) {
      throw new UncheckedIOException("[" + resource + "] cannot be read", e);
    }
  }

  /** The sentences of one paragraph. */
  List<Range> ofParagraph(String paragraph) {
    List<Range> sentences = new ArrayList<>();
    for (Range found : detected(paragraph)) {
      if (!sentences.isEmpty() && goesOn(paragraph, found.start())) {
        Range before = sentences.removeLast();
        sentences.add(new Range(before.start(), found.end()));
      } else {
        sentences.add(found);
      }
    }
    return sentences;
  }

  /** Whether the first letter from a place on, before another end mark, is in lower case. */
  private boolean goesOn(String paragraph, int from) {
    if (!language.goesOnInLowerCase()) {
      return false;
    }
    for (int at = from; at < paragraph.length(); ) {
      int point = paragraph.codePointAt(at);
      if (Character.isLetter(point)) {
        return Character.isLowerCase(point);
      }
      if (END_MARKS.indexOf(point) >= 0) {
        return false;
      }
      at += Character.charCount(point);
    }
    return false;
  }

  private List<Range> detected(String paragraph) {
    List<Range> sentences = new ArrayList<>();
    // Detectors are not safe for use by many threads, and cost next to nothing.
    for (Span span : new SentenceDetectorME(model).sentPosDetect(paragraph)) {
      int from = Blanks.skip(paragraph, span.getStart(), span.getEnd());
      int to = Blanks.trimEnd(paragraph, from, span.getEnd());
      if (from < to) {
        sentences.add(new Range(from, to));
      }
    }
    return sentences;
  }
}
