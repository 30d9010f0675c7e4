package io.pinakes.ingest.extract.language;

import io.pinakes.ingest.extract.build.LanguageDetector;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells languages by OpenNLP. Its confidences are shares of 183 languages and so always small; what
 * says how sure it is, is how far the first stands before the second.
 *
 * <p>For one thread.
 */
public final class OpenNlpLanguages implements LanguageDetector {
  private static final String MODEL = "/langdetect-183.bin";

  /** Less text than a short sentence has tells nothing. */
  private static final int MIN_LETTERS = 24;

  /**
   * The first must be this much likelier than the second. Measured: prose of 60 characters and more
   * is above 1.3 in languages with near relatives and above 2 in others; names, code and numbers
   * are below 1.2.
   */
  private static final double MIN_RATIO = 1.25;

  private final LanguageDetectorME detector;
  private final Map<String, String> codes = new HashMap<>();

  private OpenNlpLanguages(LanguageDetectorModel model) {
    detector = new LanguageDetectorME(model);
    for (String two : Locale.getISOLanguages()) {
      codes.put(Locale.of(two).getISO3Language(), two);
    }
    // Languages of a group, which the standard names as one with two letters.
    codes.putAll(
        Map.of(
            "cmn", "zh", "arb", "ar", "nob", "nb", "pes", "fa", "zsm", "ms", "lvs", "lv", "ekk",
            "et", "plt", "mg", "swh", "sw", "uzn", "uz"));
  }

  /** Loads the model, which takes half a second. */
  public static OpenNlpLanguages load() throws IOException {
    try (InputStream in = OpenNlpLanguages.class.getResourceAsStream(MODEL)) {
      if (in == null) {
        throw new IOException("the class path has no language model [" + MODEL + "]");
      }
      return new OpenNlpLanguages(new LanguageDetectorModel(in));
    }
  }

  @Override
  public Optional<String> detect(String sample) {
    long letters = sample.codePoints().filter(Character::isLetter).count();
    if (letters < MIN_LETTERS) {
      return Optional.empty();
    }
    Language[] guesses = detector.predictLanguages(sample);
    if (guesses.length < 2 || guesses[0].getConfidence() < MIN_RATIO * guesses[1].getConfidence()) {
      return Optional.empty();
    }
    return Optional.ofNullable(codes.get(guesses[0].getLang()));
  }
}
