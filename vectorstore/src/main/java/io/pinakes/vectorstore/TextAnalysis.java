package io.pinakes.vectorstore;

import java.util.List;

/** How text becomes the terms that are counted. */
public interface TextAnalysis {
  /**
   * Returns which analysis a language gets: languages with the same answer are one collection with
   * its own statistics.
   *
   * @param language a BCP 47 tag
   */
  String family(String language);

  /** Returns the terms in order, with repetitions, as the family's analysis gives them. */
  List<String> terms(String family, String text);
}
