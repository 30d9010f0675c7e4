package io.pinakes.ingest.sentence.opennlp;

import io.pinakes.ingest.sentence.Blanks;
import io.pinakes.ingest.sentence.Paragraphs;
import io.pinakes.ingest.sentence.RuleSentences;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.util.Span;

/**
 * Sentences by the model of the text's language, where there is one, else by {@link RuleSentences}.
 * Models are read from the class path once and never change; each call has a detector of its own,
 * since detectors are not safe for use by many threads and cost next to nothing.
 */
public final class OpenNlpSentences implements SentenceSplitter {
  /** Language to the resource of its model; of the Apache artifacts, those that can be resolved. */
  private static final Map<String, String> RESOURCES =
      Map.of("en", "opennlp-en-ud-ewt-sentence-1.2-2.5.0.bin");

  // Changes whenever other sentences come out of the same text.
  private static final String VERSION = "opennlp-2.5.11 en-ud-ewt-1.2 rules-1";

  private final Map<String, SentenceModel> models = new TreeMap<>();

  /** Reads the models, some 20 kB each. */
  public OpenNlpSentences() {
    RESOURCES.forEach((language, resource) -> models.put(language, read(resource)));
  }

  private static SentenceModel read(String resource) {
    try (InputStream in = OpenNlpSentences.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("[" + resource + "] is not part of this installation");
      }
      return new SentenceModel(in);
    } catch (IOException e) {
      throw new UncheckedIOException("[" + resource + "] cannot be read", e);
    }
  }

  @Override
  public List<Range> split(String text, Optional<String> language) {
    Optional<SentenceDetectorME> detector = language.map(models::get).map(SentenceDetectorME::new);
    List<Range> sentences = new ArrayList<>();
    for (Range paragraph : Paragraphs.of(text)) {
      String part = text.substring(paragraph.start(), paragraph.end());
      List<Range> found =
          detector.isPresent() ? detected(detector.get(), part) : RuleSentences.ofParagraph(part);
      for (Range range : found) {
        sentences.add(
            new Range(paragraph.start() + range.start(), paragraph.start() + range.end()));
      }
    }
    return sentences;
  }

  private static List<Range> detected(SentenceDetectorME detector, String paragraph) {
    List<Range> sentences = new ArrayList<>();
    for (Span span : detector.sentPosDetect(paragraph)) {
      int from = Blanks.skip(paragraph, span.getStart(), span.getEnd());
      int to = Blanks.trimEnd(paragraph, from, span.getEnd());
      if (from < to) {
        sentences.add(new Range(from, to));
      }
    }
    return sentences;
  }

  @Override
  public String version() {
    return VERSION;
  }
}
