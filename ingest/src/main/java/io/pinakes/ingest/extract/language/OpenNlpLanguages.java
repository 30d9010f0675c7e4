package io.pinakes.ingest.extract.language;

import io.pinakes.ingest.extract.build.LanguageDetector;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Tells languages by OpenNLP. Its confidences are shares of 183 languages and so always small; what
 * says how sure it is, is how far the first stands before the second.
 *
 * <p>For one thread.
 */
public final class OpenNlpLanguages implements LanguageDetector {
  private static final String MODEL = "/langdetect-183.bin";

  /** The file of the archive that holds the numbers. */
  private static final String NUMBERS = "langdetect.model";

  private static final int BUFFER = 1 << 16;

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

  /**
   * Loads the model, which takes a quarter of a second. OpenNLP's own way takes twice as long: it
   * asks the inflater for each of a million numbers alone.
   */
  public static OpenNlpLanguages load() throws IOException {
    try (InputStream in = OpenNlpLanguages.class.getResourceAsStream(MODEL)) {
      if (in == null) {
        throw new IOException("the class path has no language model [" + MODEL + "]");
      }
      try (ZipInputStream archive = new ZipInputStream(new BufferedInputStream(in, BUFFER))) {
        return new OpenNlpLanguages(
            new LanguageDetectorModel(numbers(archive), Map.of(), new LanguageDetectorFactory()));
      }
    }
  }

  private static MaxentModel numbers(ZipInputStream files) throws IOException {
    for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
      if (file.getName().equals(NUMBERS)) {
        InputStream buffered = new BufferedInputStream(files, BUFFER);
        return new GenericModelReader(new BinaryFileDataReader(buffered)).getModel();
      }
    }
    throw new IOException("the language model [" + MODEL + "] has no [" + NUMBERS + "]");
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
