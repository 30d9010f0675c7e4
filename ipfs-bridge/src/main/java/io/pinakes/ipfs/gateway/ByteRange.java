package io.pinakes.ipfs.gateway;

import java.util.Optional;

/**
 * A part of a body (RFC 9110, section 14), {@code [from, end)}. Of several ranges that are asked
 * for, the first is answered, which the RFC leaves open.
 *
 * @param from the first byte
 * @param end the place behind the last
 */
record ByteRange(long from, long end) {
  /**
   * Reads the header; empty if it is none that is understood, and all is to be sent.
   *
   * @throws GatewayException 416 if it lies outside
   */
  static Optional<ByteRange> parse(String header, long size) throws GatewayException {
    if (!header.startsWith("bytes=")) {
      return Optional.empty();
    }
    String first = header.substring("bytes=".length()).split(",", 2)[0].strip();
    int dash = first.indexOf('-');
    if (dash < 0 || !first.matches("[0-9]{0,18}-[0-9]{0,18}") || first.length() == 1) {
      return Optional.empty();
    }
    if (dash == 0) {
      long suffix = Long.parseLong(first.substring(1));
      return inside(Math.max(0, size - suffix), size, size);
    }
    long from = Long.parseLong(first.substring(0, dash));
    String last = first.substring(dash + 1);
    if (last.isEmpty()) {
      return inside(from, size, size);
    }
    long to = Long.parseLong(last);
    return to < from ? Optional.empty() : inside(from, Math.min(size, to + 1), size);
  }

  private static Optional<ByteRange> inside(long from, long end, long size)
      throws GatewayException {
    if (from >= size || end <= from) {
      throw new GatewayException(416, "the range lies outside of the [" + size + "] bytes");
    }
    return Optional.of(new ByteRange(from, end));
  }

  String header(long size) {
    return "bytes " + from + "-" + (end - 1) + "/" + size;
  }

  long length() {
    return end - from;
  }
}
