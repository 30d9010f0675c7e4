package io.pinakes.datasets.model;

import io.pinakes.ipfs.ipld.CodecException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as records write them: ISO 8601 in UTC, in whole seconds. */
final class Times {
  private static final int MAX_CHARACTERS = 32;

  private Times() {}

  static Instant wholeSeconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Reads an instant that {@link Instant#toString} would write again as it stands. */
  static Instant parse(String text) throws CodecException {
    try {
      if (text.length() <= MAX_CHARACTERS) {
        Instant instant = Instant.parse(text);
        if (wholeSeconds(instant).toString().equals(text)) {
          return instant;
        }
      }
    } catch (DateTimeException e) {
      throw new CodecException("[" + text + "] is not an instant", e);
    }
    throw new CodecException("instant is not in whole seconds of UTC");
  }
}
