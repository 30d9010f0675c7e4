package io.pinakes.ipfs.gateway;

import java.util.OptionalLong;

/**
 * A part of a file, {@code from:to}, both inclusive, negative counted from the end; {@code *} is
 * the end (trustless gateway specification, {@code entity-bytes}).
 *
 * @param from the first byte
 * @param to the last byte; absent for the end
 */
record EntityBytes(long from, OptionalLong to) {
  static EntityBytes parse(String text) throws GatewayException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw bad(text);
    }
    try {
      String end = text.substring(colon + 1);
      EntityBytes bytes =
          new EntityBytes(
              Long.parseLong(text.substring(0, colon)),
              end.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(end)));
      if (bytes.isBackwards()) {
        throw bad(text);
      }
      return bytes;
    } catch (NumberFormatException e) {
      throw bad(text);
    }
  }

  private boolean isBackwards() {
    return to.isPresent() && from >= 0 == to.getAsLong() >= 0 && to.getAsLong() < from;
  }

  /** The first byte in a file of that size; beyond its end is its end. */
  long first(long size) {
    long first = from < 0 ? size + Math.max(from, -size) : from;
    return Math.min(first, size);
  }

  /** The place behind the last byte in a file of that size; not before {@link #first}. */
  long end(long size) {
    long last = to.orElse(size - 1);
    long end = last < 0 ? size + Math.max(last, -size) + 1 : Math.min(last, size - 1) + 1;
    if (to.isEmpty()) {
      end = size;
    }
    return Math.max(end, first(size));
  }

  private static GatewayException bad(String text) {
    return GatewayException.badRequest("entity-bytes=[" + text + "] is no range from:to");
  }
}
