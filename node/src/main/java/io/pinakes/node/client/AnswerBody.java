package io.pinakes.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: as long as it says, or in chunks (RFC 9112, 7.1). One that ends earlier is
 * an error, and no shorter answer.
 */
final class AnswerBody extends InputStream {
  private final InputStream in;
  private final boolean chunked;

  /** Whether it is as long as the connection stays open. */
  private final boolean untold;

  /** How much of the body, or of the chunk, is still to come. */
  private long left;

  private boolean begun;
  private boolean ended;

  private AnswerBody(InputStream in, boolean chunked, boolean untold, long left) {
    this.in = in;
    this.chunked = chunked;
    this.untold = untold;
    this.left = left;
  }

  /** Behind a head with those headers, whose names are in lower case. */
  static InputStream of(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new AnswerBody(in, true, false, 0);
    }
    @Nullable String length = headers.get("content-length");
    return length == null
        ? new AnswerBody(in, false, true, Long.MAX_VALUE)
        : new AnswerBody(in, false, false, number(length, 10));
  }

  private static long number(String digits, int radix) throws IOException {
    try {
      long number = Long.parseLong(digits, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the answer does not say how long it is", e);
    }
    throw new IOException("the answer does not say how long it is");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (chunked && left == 0 && !ended) {
      nextChunk();
    }
    if (ended || left == 0) {
      return -1;
    }
    int got = in.read(bytes, offset, (int) Math.min(length, left));
    if (got < 0) {
      if (untold) {
        ended = true;
        return -1;
      }
      throw new IOException("the connection ended within the answer");
    }
    left -= got;
    return got;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      PlainHttp.readLine(in);
    }
    begun = true;
    left = number(PlainHttp.readLine(in).split(";", 2)[0].strip(), 16);
    ended = left == 0;
  }
}
