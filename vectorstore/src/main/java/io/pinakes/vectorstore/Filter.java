package io.pinakes.vectorstore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What documents must be like for their chunks to be searched: all clauses hold for one document at
 * one path.
 *
 * <p>An expression is {@code key operator value,value}. A comma means or, several expressions mean
 * and, {@code !=} takes what {@code =} does not. Keys are {@link FilterKey}.
 *
 * @param clauses all of them must hold; none means no condition
 */
public record Filter(List<FilterClause> clauses) {
  /** Takes every document. */
  public static final Filter NONE = new Filter(List.of());

  /** Keeps the clauses as they are. */
  public Filter {
    clauses = List.copyOf(clauses);
  }

  /**
   * Reads one expression.
   *
   * @throws FilterSyntaxException if it cannot be read; the message names all keys
   */
  public static Filter parse(String expression) {
    return new Filter(List.of(FilterClause.parse(expression)));
  }

  /**
   * Reads several expressions, all of which must hold.
   *
   * @throws FilterSyntaxException if one cannot be read
   */
  public static Filter parse(List<String> expressions) {
    return new Filter(expressions.stream().map(FilterClause::parse).toList());
  }

  /** Returns the filter that asks for both. */
  public Filter and(Filter other) {
    List<FilterClause> both = new ArrayList<>(clauses);
    both.addAll(other.clauses);
    return new Filter(both);
  }

  /** Whether every document passes. */
  public boolean isNone() {
    return clauses.isEmpty();
  }

  /** Returns the test, compiled once for many documents. */
  public Predicate<IndexedDocument> test() {
    Predicate<IndexedDocument> all = document -> true;
    for (FilterClause clause : clauses) {
      all = all.and(clause.documentTest());
    }
    return all;
  }

  /** Whether the document passes; for many of them take {@link #test()}. */
  public boolean matches(IndexedDocument document) {
    return test().test(document);
  }

  @Override
  public String toString() {
    return clauses.stream().map(FilterClause::toString).collect(Collectors.joining(" and "));
  }
}
