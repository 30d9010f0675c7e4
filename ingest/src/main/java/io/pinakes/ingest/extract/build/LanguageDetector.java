package io.pinakes.ingest.extract.build;

import java.util.Optional;

/** Tells the language of a text. The same text gives the same answer. */
@FunctionalInterface
public interface LanguageDetector {

  /**
   * The ISO 639-1 code of the language.
   *
   * @param sample running text of the document, some hundred characters
   * @return empty if there is too little to be sure
   */
  Optional<String> detect(String sample);
}
