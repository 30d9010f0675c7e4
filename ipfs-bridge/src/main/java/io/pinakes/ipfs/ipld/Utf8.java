package io.pinakes.ipfs.ipld;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that refuses what it cannot hold, where the platform's puts a replacement character. */
public final class Utf8 {
  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** Whether UTF-8 can hold the text: it has no half of a surrogate pair. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * The text's bytes.
   *
   * @throws IllegalArgumentException if the text holds half a surrogate pair
   */
  public static byte[] encode(String text) {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException("text holds half a surrogate pair");
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The text of some bytes.
   *
   * @throws CodecException if they are not UTF-8
   */
  public static String decode(byte[] bytes, int offset, int length) throws CodecException {
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The platform's decoder is several times as fast as a strict one. It leaves a mark where it
    // replaced something; only text with that mark is looked at again.
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      } catch (CharacterCodingException e) {
        throw new CodecException("text at byte [" + offset + "] is not UTF-8", e);
      }
    }
    return text;
  }
}
