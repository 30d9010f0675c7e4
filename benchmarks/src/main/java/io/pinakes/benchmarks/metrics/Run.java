package io.pinakes.benchmarks.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a system found for each query. As in trec_eval, the order is that of the scores alone
 * (compared as 32-bit floats, ties by document id, descending): the order in which results were
 * handed in says nothing.
 */
public final class Run {
  /** A result of one query. */
  public record Entry(String document, float score) {
    /** Checks that the score can be ordered. */
    public Entry {
      // C compares negative and positive zero as equal; Java does not.
      score += 0.0f;
      if (Float.isNaN(score)) {
        throw new IllegalArgumentException(
            "the score of document [" + document + "] is not a number");
      }
    }
  }

  private static final Comparator<Entry> TREC_ORDER =
      Comparator.comparingDouble((Entry e) -> e.score())
          .thenComparing(Entry::document, Run::compareCodePoints)
          .reversed();

  private final SortedMap<String, List<Entry>> byQuery = new TreeMap<>();

  /**
   * Adds the results of one query, in any order.
   *
   * @throws IllegalArgumentException if the query is there already, or a document appears twice
   */
  public void add(String query, List<Entry> results) {
    Set<String> seen = new HashSet<>();
    for (Entry entry : results) {
      if (!seen.add(entry.document())) {
        throw new IllegalArgumentException(
            "document [" + entry.document() + "] appears twice for query [" + query + "]");
      }
    }
    if (byQuery.putIfAbsent(query, results.stream().sorted(TREC_ORDER).toList()) != null) {
      throw new IllegalArgumentException("query [" + query + "] has results already");
    }
  }

  /** The queries that have results, sorted. */
  public Set<String> queries() {
    return Collections.unmodifiableSet(byQuery.keySet());
  }

  /** The results of a query, best first; empty if there are none. */
  public List<Entry> ranked(String query) {
    return byQuery.getOrDefault(query, List.of());
  }

  /** The order of the UTF-8 bytes, which is what trec_eval's strcmp sees. */
  private static int compareCodePoints(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
