package io.pinakes.ingest.sentence;

import java.util.List;
import java.util.Optional;

/**
 * Finds sentences. Deterministic, whatever the machine's locale, and safe for use by many threads.
 *
 * <p>The ranges are ordered and do not overlap; each begins and ends with a character that is not
 * blank, and everything outside them is blank. A blank line always ends a sentence.
 */
public interface SentenceSplitter {
  /**
   * The sentences of {@code text}.
   *
   * @param language the ISO 639-1 code of the text's language, if it is known
   */
  List<Range> split(String text, Optional<String> language);

  /** Names the rules and models: splitters of equal versions split alike. */
  String version();

  /**
   * A part of a text, in UTF-16 units as {@link String#substring(int, int)} takes them.
   *
   * @param start where it begins
   * @param end where it ends, exclusive
   */
  record Range(int start, int end) {}
}
