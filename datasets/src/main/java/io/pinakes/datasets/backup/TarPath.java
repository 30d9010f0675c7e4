package io.pinakes.datasets.backup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Paths of entries. Such as are long or not ASCII, and files of 8 GiB and more, have an extended
 * header before theirs: lines {@code LENGTH path=…} and {@code LENGTH size=…}, where the length
 * counts the whole line (POSIX.1-2017, pax Extended Header).
 */
final class TarPath {
  /** More than file systems allow for a whole path. */
  static final int MAX_EXTENDED_BYTES = 8 << 10;

  private TarPath() {}

  /**
   * What an entry is, by its headers.
   *
   * @param path whole
   * @param size of its content
   */
  record Named(String path, long size) {}

  /** All headers of an entry. */
  static byte[] headers(String path, long size, long seconds) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    boolean isPlain = isPlain(path) && size <= TarHeader.MAX_NUMBER;
    if (!isPlain) {
      byte[] said =
          (line("path", path) + line("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
      headers.writeBytes(new TarHeader("extended", 'x', said.length, 0).encode());
      headers.writeBytes(said);
      headers.writeBytes(new byte[TarHeader.padding(said.length)]);
    }
    long shown = Math.min(size, TarHeader.MAX_NUMBER);
    String name = isPlain ? path : "entry";
    headers.writeBytes(new TarHeader(name, '0', shown, seconds).encode());
    return headers.toByteArray();
  }

  private static boolean isPlain(String path) {
    return path.length() <= TarHeader.MAX_NAME && path.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static String line(String key, String value) {
    int rest = 1 + key.length() + 1 + value.getBytes(StandardCharsets.UTF_8).length + 1;
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return length + " " + key + "=" + value + "\n";
  }

  /** Reads the content of an extended header of ours. */
  static Optional<Named> decode(byte[] said) {
    String text = new String(said, StandardCharsets.UTF_8);
    int path = text.indexOf(" path=");
    int size = text.lastIndexOf(" size=");
    if (path < 0 || size < 0) {
      return Optional.empty();
    }
    String digits = text.substring(size + 6).strip();
    int end = text.lastIndexOf('\n', size);
    if (!digits.matches("[0-9]{1,18}") || end < path + 6) {
      return Optional.empty();
    }
    Named named = new Named(text.substring(path + 6, end), Long.parseLong(digits));
    String again = line("path", named.path()) + line("size", digits);
    return again.equals(text) ? Optional.of(named) : Optional.empty();
  }
}
