package io.pinakes.benchmarks.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The judgements of a collection: for each query the grade of each judged document. A grade of one
 * or more is relevant; zero and below is not. A query without any judgement is not part of it.
 */
public final class Qrels {
  private final SortedMap<String, SortedMap<String, Integer>> grades = new TreeMap<>();

  /**
   * Adds one judgement.
   *
   * @throws IllegalArgumentException if the pair was judged before
   */
  public void judge(String query, String document, int grade) {
    SortedMap<String, Integer> judged = grades.computeIfAbsent(query, q -> new TreeMap<>());
    if (judged.putIfAbsent(document, grade) != null) {
      throw new IllegalArgumentException(
          "document [" + document + "] is judged twice for query [" + query + "]");
    }
  }

  /** The judged queries, sorted. */
  public Set<String> queries() {
    return Collections.unmodifiableSet(grades.keySet());
  }

  /** The grades of the documents judged for a query; empty if it is not judged. */
  public Map<String, Integer> of(String query) {
    SortedMap<String, Integer> judged = grades.get(query);
    return judged == null ? Map.of() : Collections.unmodifiableMap(judged);
  }
}
