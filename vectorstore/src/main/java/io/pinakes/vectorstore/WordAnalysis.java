package io.pinakes.vectorstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs of letters and digits in lower case, the same for all languages; nothing is stemmed. */
public final class WordAnalysis implements TextAnalysis {
  private static final String FAMILY = "und";

  @Override
  public String family(String language) {
    return FAMILY;
  }

  @Override
  public List<String> terms(String family, String text) {
    List<String> terms = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+")) {
      if (!word.isEmpty()) {
        terms.add(word);
      }
    }
    return terms;
  }
}
