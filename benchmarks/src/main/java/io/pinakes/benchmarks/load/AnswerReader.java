package io.pinakes.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads answers of HTTP/1.1 from the bytes of one connection, one at a time: those with a length,
 * and those in chunks. For servers that are trusted to be servers; what cannot be read is said to
 * be broken.
 */
final class AnswerReader {
  private static final int MAX_BYTES = 8 << 20;
  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final byte[] CHUNKS_END = {'0', '\r', '\n', '\r', '\n'};

  private final byte[] marker;
  private byte[] bytes = new byte[32 << 10];
  private int length;
  private int bodyAt = -1;
  private int bodyLength;
  private boolean chunked;
  private int status;
  private boolean closes;
  private long embeddingNanos;

  /** A reader that looks for a marker in answers with status 200. */
  AnswerReader(byte[] marker) {
    this.marker = marker;
  }

  /** Before the next answer. */
  void reset() {
    length = 0;
    bodyAt = -1;
    status = Outcomes.NONE;
    closes = false;
    embeddingNanos = 0;
  }

  /** Takes what came. */
  void add(ByteBuffer some) {
    int more = some.remaining();
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
    some.get(bytes, length, more);
    length += more;
  }

  /** Whether nothing can become of what came. */
  boolean broken() {
    return status < 0 || length > MAX_BYTES;
  }

  /** Whether the answer is there whole. */
  boolean whole() {
    if (bodyAt < 0) {
      int end = find(bytes, 0, length, HEAD_END);
      if (end < 0) {
        return false;
      }
      bodyAt = end + HEAD_END.length;
      head(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }
    if (broken()) {
      return false;
    }
    return chunked
        ? length >= bodyAt + CHUNKS_END.length
            && Arrays.equals(
                bytes, length - CHUNKS_END.length, length, CHUNKS_END, 0, CHUNKS_END.length)
        : length >= bodyAt + bodyLength;
  }

  private void head(String head) {
    String[] lines = head.split("\r\n");
    bodyLength = -1;
    chunked = false;
    status =
        lines[0].matches("HTTP/1\\.[01] [0-9]{3}( .*)?")
            ? Integer.parseInt(lines[0].substring(9, 12))
            : -1;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = lines[i].substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> bodyLength = value.matches("[0-9]{1,8}") ? number(value) : -1;
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> closes = value.equalsIgnoreCase("close");
        case "server-timing" -> embeddingNanos = embedding(value);
        default -> {
          // Of no use here.
        }
      }
    }
    if (bodyLength < 0 && !chunked) {
      status = -1;
    }
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** The part of the header that says how long a question was embedded. */
  private static long embedding(String timing) {
    for (String part : timing.split(",")) {
      String metric = part.strip();
      if (metric.startsWith("embed;dur=")) {
        return Math.round(Double.parseDouble(metric.substring("embed;dur=".length())) * 1e6);
      }
    }
    return 0;
  }

  /** Its status, {@link Outcomes#WRONG} for a 200 that is none. */
  int status() {
    return status == 200 && find(bytes, bodyAt, length, marker) < 0 ? Outcomes.WRONG : status;
  }

  boolean closes() {
    return closes;
  }

  long embeddingNanos() {
    return embeddingNanos;
  }

  private static int find(byte[] in, int from, int to, byte[] what) {
    for (int i = from; i <= to - what.length; i++) {
      if (in[i] == what[0] && Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
