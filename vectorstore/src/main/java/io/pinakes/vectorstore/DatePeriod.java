package io.pinakes.vectorstore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What an ISO 8601 text names: a year, a month, a day, or an instant. Without an offset it is UTC,
 * so that a filter means the same on every node.
 *
 * @param start its first moment
 * @param end the first moment after it
 */
record DatePeriod(Instant start, Instant end) {

  /** Reads a date; empty if the text is none. */
  static Optional<DatePeriod> parse(String text) {
    String date = text.strip();
    try {
      return Optional.of(
          switch (date.length()) {
            case 4 -> days(Year.parse(date).atDay(1), Year.parse(date).plusYears(1).atDay(1));
            case 7 ->
                days(YearMonth.parse(date).atDay(1), YearMonth.parse(date).plusMonths(1).atDay(1));
            case 10 -> days(LocalDate.parse(date), LocalDate.parse(date).plusDays(1));
            default -> instant(date);
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a document's moment stands to this period as the operator says. */
  boolean accepts(FilterOperator operator, Instant moment) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> !moment.isBefore(start) && moment.isBefore(end);
      case BEFORE -> moment.isBefore(start);
      case NOT_AFTER -> moment.isBefore(end);
      case AFTER -> !moment.isBefore(end);
      case NOT_BEFORE -> !moment.isBefore(start);
    };
  }

  private static DatePeriod days(LocalDate first, LocalDate next) {
    return new DatePeriod(
        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        next.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static DatePeriod instant(String date) {
    int time = date.indexOf('T');
    boolean zoned =
        date.endsWith("Z")
            || time > 0 && (date.indexOf('+', time) > 0 || date.indexOf('-', time) > 0);
    Instant start =
        zoned
            ? OffsetDateTime.parse(date).toInstant()
            : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
    // The shortest step that a time of this many digits can name: a minute, a second, less.
    int colons =
        (int) date.substring(time + 1).split("[Z+-]")[0].chars().filter(c -> c == ':').count();
    Instant end =
        colons < 2
            ? start.plusSeconds(60)
            : date.contains(".") ? start.plusNanos(1) : start.plusSeconds(1);
    return new DatePeriod(start, end);
  }
}
