package io.pinakes.ingest.sentence.opennlp;

import io.pinakes.ingest.sentence.Paragraphs;
import io.pinakes.ingest.sentence.RuleSentences;
import io.pinakes.ingest.sentence.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sentences by the model of the text's language, where there is one, else by {@link RuleSentences}.
 * Models are read from the class path once and never change.
 */
public final class OpenNlpSentences implements SentenceSplitter {
  /** Of the Apache artifacts, those that can be resolved. */
  private static final List<SentenceLanguage> LANGUAGES =
      List.of(
          new SentenceLanguage("de", "opennlp-de-ud-gsd-sentence-1.3-2.5.4.bin", true),
          new SentenceLanguage("en", "opennlp-en-ud-ewt-sentence-1.2-2.5.0.bin", false),
          new SentenceLanguage("fr", "opennlp-fr-ud-gsd-sentence-1.3-2.5.4.bin", true));

  // Changes whenever other sentences come out of the same text.
  private static final String VERSION =
      "opennlp-2.5.11 de-ud-gsd-1.3+case en-ud-ewt-1.2 fr-ud-gsd-1.3+case rules-1";

  private final Map<String, ModelSentences> models = new TreeMap<>();

  /** Reads the models, some 20 kB each. */
  public OpenNlpSentences() {
    LANGUAGES.forEach(language -> models.put(language.code(), new ModelSentences(language)));
  }

  @Override
  public List<Range> split(String text, Optional<String> language) {
    Optional<ModelSentences> model = language.map(models::get);
    List<Range> sentences = new ArrayList<>();
    for (Range paragraph : Paragraphs.of(text)) {
      String part = text.substring(paragraph.start(), paragraph.end());
      List<Range> found =
          model.isPresent() ? model.get().ofParagraph(part) : RuleSentences.ofParagraph(part);
      for (Range range : found) {
        sentences.add(
            new Range(paragraph.start() + range.start(), paragraph.start() + range.end()));
      }
    }
    return sentences;
  }

  @Override
  public String version() {
    return VERSION;
  }
}
