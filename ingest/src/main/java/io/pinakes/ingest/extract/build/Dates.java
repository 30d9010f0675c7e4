package io.pinakes.ingest.extract.build;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of documents as ISO-8601: {@code 2024-05-01}, or {@code 2024-05-01T09:30:00Z}. */
public final class Dates {
  /** Ten times the longest date in use. */
  private static final int MAX_LENGTH = 300;

  private static final List<DateTimeFormatter> FORMATS =
      List.of(
          lenient("uuuu-MM-dd['T'][' ']HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][ ][XXX][XX][X]"),
          lenient("uuuu-MM-dd"),
          lenient("uuuu/MM/dd"),
          // The way of the United States, since it is what tools that write this form mean.
          lenient("M/d/uuuu"),
          lenient("d MMMM uuuu"),
          lenient("d MMM uuuu"),
          lenient("MMMM d, uuuu"),
          lenient("MMM d, uuuu"),
          DateTimeFormatter.RFC_1123_DATE_TIME);

  private Dates() {}

  private static DateTimeFormatter lenient(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ROOT);
  }

  /** Reads the date in any of the usual forms; what has no zone is taken for UTC. */
  public static Optional<String> iso(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return FORMATS.stream().flatMap(format -> read(trimmed, format).stream()).findFirst();
  }

  private static Optional<String> read(String text, DateTimeFormatter format) {
    TemporalAccessor parsed;
    try {
      parsed = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    } catch (DateTimeException notThisForm) {
      return Optional.empty();
    }
    return switch (parsed) {
      case OffsetDateTime at -> of(at.toInstant());
      case LocalDateTime at -> of(at.toInstant(ZoneOffset.UTC));
      default -> of(LocalDate.from(parsed));
    };
  }

  /** An instant, to the second. */
  public static Optional<String> of(Instant instant) {
    return plausible(instant.atOffset(ZoneOffset.UTC).get(ChronoField.YEAR))
        ? Optional.of(instant.truncatedTo(ChronoUnit.SECONDS).toString())
        : Optional.empty();
  }

  private static Optional<String> of(LocalDate date) {
    return plausible(date.getYear()) ? Optional.of(date.toString()) : Optional.empty();
  }

  /**
   * Programs write zero dates of their epochs: 1601, 1 and 0. No file format is older than 1970.
   */
  private static boolean plausible(int year) {
    return year >= 1000 && year <= 9999 && year != 1601;
  }
}
