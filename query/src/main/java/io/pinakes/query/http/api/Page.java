package io.pinakes.query.http.api;

import io.pinakes.query.http.Call;
import io.pinakes.query.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A piece of a list.
 *
 * @param cursor what the last piece ended with; empty for the first
 * @param limit how many items at most
 */
record Page(String cursor, int limit) {
  private static final int LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;

  /** The piece that a call asks for. */
  static Page of(Call call) throws ProblemException {
    String limit = call.first("limit").orElse(Integer.toString(LIMIT));
    if (!limit.matches("[0-9]{1,4}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > MAX_LIMIT) {
      throw new ProblemException(
          400,
          "bad-request",
          "[limit] is not a number from 1 to 1000.",
          "Send one, or none for the usual.");
    }
    return new Page(decode(call.first("cursor").orElse("")), Integer.parseInt(limit));
  }

  private static String decode(String cursor) throws ProblemException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw unknown();
    }
  }

  /** The refusal of a cursor that no list has. */
  static ProblemException unknown() {
    return new ProblemException(
        400,
        "bad-cursor",
        "[cursor] is none that this node gave.",
        "Begin without a cursor, and send each answer's [next].");
  }

  /** A cursor behind an item. */
  static String encode(String item) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(item.getBytes(StandardCharsets.UTF_8));
  }
}
