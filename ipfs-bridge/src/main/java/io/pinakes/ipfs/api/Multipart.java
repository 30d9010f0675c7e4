package io.pinakes.ipfs.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a form (RFC 2046 section 5.1, RFC 7578), one after the other as they come:
 *
 * <pre>
 *   --boundary CRLF, headers CRLF CRLF, content, CRLF --boundary …, CRLF --boundary--
 * </pre>
 *
 * Takes a buffer of memory, whatever the length of a part.
 */
public final class Multipart {
  private static final int BUFFER_BYTES = 64 << 10;
  private static final int MAX_HEAD_BYTES = 16 << 10;
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))", Pattern.CASE_INSENSITIVE);
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final InputStream in;
  private final byte[] delimiter;
  private final int[] shift;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private boolean ended;

  /** Whether the current part's content has been read to its end. */
  private boolean partEnded = true;

  private Multipart(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.shift = shifts(delimiter);
  }

  /**
   * One part.
   *
   * @param headers by name in small letters
   * @param content to be read before the next part is asked for; what is left is passed over
   */
  public record Part(Map<String, String> headers, InputStream content) {
    /** The media type, without its parameters. */
    public String mediaType() {
      return headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
    }

    /** The name of the file, decoded as the clients of Kubo's RPC encode it; empty if none. */
    public String fileName() {
      Matcher name = FILE_NAME.matcher(headers.getOrDefault("content-disposition", ""));
      if (!name.find()) {
        return "";
      }
      String text = name.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
  }

  /**
   * The form in a request's body.
   *
   * @throws IllegalArgumentException if the body is no form
   * @throws IOException if it cannot be read
   */
  public static Multipart of(ApiRequest request) throws IOException {
    String type = request.header("content-type").orElse("");
    Matcher boundary = BOUNDARY.matcher(type);
    if (!type.toLowerCase(Locale.ROOT).startsWith("multipart/") || !boundary.find()) {
      throw new IllegalArgumentException("the body is no multipart form: [" + type + "]");
    }
    String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    Multipart parts = new Multipart(request.body(), name);
    // As if a line had ended before the first delimiter.
    parts.buffer[0] = '\r';
    parts.buffer[1] = '\n';
    parts.to = 2;
    parts.partEnded = false;
    return parts;
  }

  /**
   * The next part.
   *
   * @throws IOException if the form is malformed, or cannot be read
   */
  public Optional<Part> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    byte[] passed = new byte[BUFFER_BYTES];
    while (read(passed, 0, passed.length) >= 0) {
      // What nobody wanted of the part before.
    }
    // After a delimiter stands CRLF, or two hyphens if it was the last.
    int behind = byteAt();
    if (behind != '\n') {
      ended = true;
      return Optional.empty();
    }
    Map<String, String> headers = headers();
    partEnded = false;
    return Optional.of(new Part(headers, new Content()));
  }

  private Map<String, String> headers() throws IOException {
    StringBuilder head = new StringBuilder("\r\n");
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      if (head.length() > MAX_HEAD_BYTES) {
        throw new IOException("a part of the form has over [" + MAX_HEAD_BYTES + "] bytes of head");
      }
      head.append((char) byteAt());
    }
    String text =
        new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    Map<String, String> headers = new TreeMap<>();
    for (String line : text.split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private int byteAt() throws IOException {
    if (from == to && !fill()) {
      throw cut();
    }
    return buffer[from++] & 0xff;
  }

  /** Reads content of the current part up to its delimiter; -1 behind the end. */
  private int read(byte[] into, int offset, int length) throws IOException {
    if (partEnded) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    while (true) {
      int end = safeEnd();
      if (end > from) {
        int count = Math.min(length, end - from);
        System.arraycopy(buffer, from, into, offset, count);
        from += count;
        return count;
      }
      if (to - from >= delimiter.length && isDelimiter(from)) {
        from += delimiter.length;
        if (from == to) {
          from = 0;
          to = 0;
        }
        byteOfLineEnd();
        partEnded = true;
        return -1;
      }
      if (!fill()) {
        throw cut();
      }
    }
  }

  /** Looks behind a delimiter, without taking the hyphen of the last one. */
  private void byteOfLineEnd() throws IOException {
    if (from == to && !fill()) {
      throw cut();
    }
    if (buffer[from] == '\r') {
      from++;
    } else if (buffer[from] != '-') {
      throw new IOException("a delimiter of the form is followed by neither a line end nor --");
    }
  }

  /**
   * How far the buffer holds content and no beginning of a delimiter. Looks at one byte in as many
   * as a delimiter has (Horspool 1980): what stands where its last byte would be says how far the
   * next can be.
   */
  private int safeEnd() {
    int i = from;
    while (i + delimiter.length <= to) {
      int last = buffer[i + delimiter.length - 1] & 0xff;
      if (last == (delimiter[delimiter.length - 1] & 0xff) && isDelimiter(i)) {
        return i;
      }
      i += shift[last];
    }
    while (i < to && !isDelimiter(i)) {
      i++;
    }
    return i;
  }

  /** For each value of a byte, how far its last place in the delimiter, but the end, is from it. */
  private static int[] shifts(byte[] delimiter) {
    int[] shifts = new int[256];
    Arrays.fill(shifts, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      shifts[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
    return shifts;
  }

  /** Whether a delimiter, or as much of one as the buffer holds, begins there. */
  private boolean isDelimiter(int at) {
    int length = Math.min(delimiter.length, to - at);
    for (int i = 0; i < length; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int count = in.read(buffer, to, buffer.length - to);
    if (count > 0) {
      to += count;
    }
    return count > 0;
  }

  private static EOFException cut() {
    return new EOFException("the form ends in the middle");
  }

  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return Multipart.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return Multipart.this.read(into, offset, length);
    }
  }
}
