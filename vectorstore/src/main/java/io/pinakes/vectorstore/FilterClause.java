package io.pinakes.vectorstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One condition on one key.
 *
 * @param key what it looks at
 * @param operator how it compares
 * @param values at least one; several are alternatives
 */
public record FilterClause(FilterKey key, FilterOperator operator, List<String> values) {

  /** Checks that the values can be read and fit the operator. */
  public FilterClause {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a filter needs a value");
    }
    compile(key, operator, values);
  }

  /** Reads one expression, such as {@code type=pdf,text/*}. */
  static FilterClause parse(String expression) {
    if (expression.length() > IndexLimits.MAX_FILTER_CHARS) {
      throw new FilterSyntaxException(
          expression.substring(0, 40) + "…",
          "longer than [" + IndexLimits.MAX_FILTER_CHARS + "] characters");
    }
    int at = 0;
    while (at < expression.length() && "=!<>".indexOf(expression.charAt(at)) < 0) {
      at++;
    }
    FilterOperator operator =
        operatorAt(expression, at)
            .orElseThrow(() -> new FilterSyntaxException(expression, "no operator"));
    String name = expression.substring(0, at).strip().toLowerCase(Locale.ROOT);
    FilterKey key =
        FilterKey.find(name)
            .orElseThrow(() -> new FilterSyntaxException(expression, "unknown key [" + name + "]"));
    if (operator.ordering() && key != FilterKey.DATE) {
      throw new FilterSyntaxException(
          expression, "only a date is before or after, use = or != for " + name);
    }
    List<String> values = split(expression.substring(at + operator.text().length()));
    if (values.stream().anyMatch(String::isEmpty)) {
      throw new FilterSyntaxException(expression, "a value is missing");
    }
    if (operator.ordering() && values.size() > 1) {
      throw new FilterSyntaxException(expression, operator.text() + " takes one date");
    }
    try {
      return new FilterClause(key, operator, values);
    } catch (FilterSyntaxException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new FilterSyntaxException(expression, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the test for a value that a document gives. What negation does is up to the caller. */
  public Predicate<String> valueTest() {
    return compile(key, operator, values);
  }

  /** Whether the value test has to fail, as for {@code !=}. */
  public boolean negated() {
    return operator == FilterOperator.NOT_EQUAL;
  }

  /** Returns the test for a whole document. */
  Predicate<IndexedDocument> documentTest() {
    Predicate<String> test = valueTest();
    return document -> key.valueOf(document).map(test::test).orElse(false) != negated();
  }

  private static Predicate<String> compile(
      FilterKey key, FilterOperator operator, List<String> values) {
    List<Predicate<String>> tests =
        values.stream().map(value -> one(key, operator, value)).toList();
    return given -> tests.stream().anyMatch(test -> test.test(given));
  }

  private static Predicate<String> one(FilterKey key, FilterOperator operator, String value) {
    return switch (key) {
      case PATH -> PathGlob.compile(value)::matches;
      case TYPE -> MediaTypes.test(value);
      case LANG -> language(value);
      case DATE -> date(operator, value);
    };
  }

  private static Predicate<String> language(String range) {
    String wanted = range.toLowerCase(Locale.ROOT).replace('_', '-');
    return tag -> {
      String given = tag.toLowerCase(Locale.ROOT).replace('_', '-');
      return given.equals(wanted) || given.startsWith(wanted + "-");
    };
  }

  private static Predicate<String> date(FilterOperator operator, String value) {
    DatePeriod period =
        DatePeriod.parse(value)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "["
                            + value
                            + "] is no date: write 2024, 2024-05, 2024-05-31 or"
                            + " 2024-05-31T12:00:00Z"));
    return text ->
        DatePeriod.parse(text).map(given -> period.accepts(operator, given.start())).orElse(false);
  }

  private static Optional<FilterOperator> operatorAt(String expression, int at) {
    FilterOperator found = null;
    for (FilterOperator operator : FilterOperator.values()) {
      if (expression.startsWith(operator.text(), at)
          && (found == null || operator.text().length() > found.text().length())) {
        found = operator;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Splits at commas; a backslash before one keeps it. */
  private static List<String> split(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        if (next != ',') {
          value.append(c);
        }
        value.append(next);
      } else if (c == ',') {
        values.add(value.toString().strip());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString().strip());
    return values;
  }

  @Override
  public String toString() {
    return key.text()
        + operator.text()
        + values.stream().map(v -> v.replace(",", "\\,")).collect(Collectors.joining(","));
  }
}
