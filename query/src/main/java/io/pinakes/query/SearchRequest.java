package io.pinakes.query;

import io.pinakes.vectorstore.Filter;
import java.util.List;

/**
 * A search.
 *
 * @param query the question, in plain words; nothing in it is an operator
 * @param datasets the names of those to search; empty means all
 * @param k how many hits, 1 to {@link #MAX_HITS}
 * @param mode which rankings
 * @param filter which documents
 */
public record SearchRequest(String query, List<String> datasets, int k, Mode mode, Filter filter) {
  /** The most hits of one search. */
  public static final int MAX_HITS = 1_000;

  /** The longest question in UTF-16 units; more is a document and not a question. */
  public static final int MAX_QUERY_CHARS = 32_768;

  /** Checks the bounds. */
  public SearchRequest {
    if (query.isBlank()) {
      throw new IllegalArgumentException("the question is empty");
    }
    if (query.length() > MAX_QUERY_CHARS) {
      throw new IllegalArgumentException(
          "the question has ["
              + query.length()
              + "] characters, ["
              + MAX_QUERY_CHARS
              + "] are taken");
    }
    if (k < 1 || k > MAX_HITS) {
      throw new IllegalArgumentException("[" + k + "] hits, 1 to [" + MAX_HITS + "] can be asked");
    }
    datasets = List.copyOf(datasets);
  }

  /** A search of all datasets and documents. */
  public static SearchRequest of(String query, int k, Mode mode) {
    return new SearchRequest(query, List.of(), k, mode, Filter.NONE);
  }
}
