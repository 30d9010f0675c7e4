package io.pinakes.vectorstore.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The runs of three words of a text, letters and digits alone, without regard to case. */
final class Runs {
  private static final int LENGTH = 3;

  private Runs() {}

  /** Returns the runs, sorted, each once; a shorter text is one run. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    TreeSet<String> runs = new TreeSet<>();
    for (int i = 0; i == 0 || i + LENGTH <= words.size(); i++) {
      runs.add(String.join(" ", words.subList(i, Math.min(words.size(), i + LENGTH))));
    }
    return List.copyOf(runs);
  }

  /** Returns the share of the union of two that both have; both sorted, each run once. */
  static double resemblance(List<String> a, List<String> b) {
    int shared = 0;
    for (int i = 0, j = 0; i < a.size() && j < b.size(); ) {
      int order = a.get(i).compareTo(b.get(j));
      shared += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    int all = a.size() + b.size() - shared;
    return all == 0 ? 1 : (double) shared / all;
  }
}
