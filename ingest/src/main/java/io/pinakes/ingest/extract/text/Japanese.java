package io.pinakes.ingest.extract.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;

/**
 * Tells the two old encodings of Japanese in texts too short for statistics over bytes: a table
 * with ten names in it is common enough.
 */
final class Japanese {
  private Japanese() {}

  /** Whether the bytes are valid in the encoding and what comes out looks like Japanese. */
  static boolean likely(Charset charset, byte[] sample) {
    CharBuffer out = CharBuffer.allocate(sample.length + 1);
    CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(sample), out, false);
    out.flip();
    if (result.isError()) {
      return false;
    }
    int kana = 0;
    int ideographs = 0;
    int other = 0;
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= 0x3040 && c <= 0x30FF) {
        kana++;
      } else if (Character.isIdeographic(c)) {
        ideographs++;
      } else if (c >= 0x80 && !isWidePunctuation(c)) {
        other++;
      }
    }
    boolean written = kana >= 3 && kana * 5 >= kana + ideographs + other;
    // Names are ideographs alone. The first bytes of the common ones are control characters in
    // Latin-1, where Western text has none; other East Asian encodings begin higher.
    boolean names =
        ideographs >= 4 && other == 0 && controls(sample) * 10 >= 6 * (ideographs + kana);
    return written || names;
  }

  private static boolean isWidePunctuation(char c) {
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
  }

  /** Pairs of bytes that begin with 0x81 to 0x9F. */
  private static int controls(byte[] sample) {
    int count = 0;
    for (int i = 0; i < sample.length; i++) {
      int b = sample[i] & 0xFF;
      if (b >= 0x81) {
        count += b <= 0x9F ? 1 : 0;
        i++;
      }
    }
    return count;
  }
}
