package io.pinakes.query.generate.extractive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much of a question a text says again. A word counts the more, the fewer of the sentences have
 * it (as in BM25); one that only begins alike, such as another form of it, counts in part.
 */
final class SharedWords {
  /** Letters at the beginning that two forms of a word have in common. */
  private static final int ALIKE = 5;

  private static final double ALIKE_COUNTS = 0.6;

  private final Map<String, Double> weights = new TreeMap<>();
  private final double all;

  /** Weighs the words of a question by the words of each sentence. */
  SharedWords(Set<String> question, List<Set<String>> sentences) {
    double sum = 0;
    for (String word : question) {
      long having = sentences.stream().filter(s -> s.contains(word)).count();
      double weight = Math.log(1 + (sentences.size() - having + 0.5) / (having + 0.5));
      weights.put(word, weight);
      sum += weight;
    }
    this.all = sum;
  }

  /** The share of the question in these words, 0 to 1. */
  double share(Collection<String> words) {
    double shared = 0;
    for (Map.Entry<String, Double> each : weights.entrySet()) {
      shared += each.getValue() * counts(each.getKey(), words);
    }
    return all == 0 ? 0 : shared / all;
  }

  private static double counts(String word, Collection<String> words) {
    if (words.contains(word)) {
      return 1;
    }
    boolean alike =
        word.length() >= ALIKE && words.stream().anyMatch(w -> w.regionMatches(0, word, 0, ALIKE));
    return alike ? ALIKE_COUNTS : 0;
  }
}
