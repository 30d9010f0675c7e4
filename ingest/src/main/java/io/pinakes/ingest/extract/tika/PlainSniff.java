package io.pinakes.ingest.extract.tika;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A first look at bytes that spares most text files the look through all the signatures that Tika
 * knows, which would take four times as long as parsing them.
 */
final class PlainSniff {
  /** How formats begin that are written as text and are not light markup. */
  private static final List<String> SIGNATURES =
      List.of(
          "%pdf-",
          "{\\rtf",
          "%!ps",
          "<?xml",
          "<!doctype",
          "<html",
          "from ",
          "received:",
          "return-path:",
          "delivered-to:",
          "mime-version:",
          "message-id:",
          "begin:v");

  private PlainSniff() {}

  /** Whether this is text without any doubt and has the signature of no other format. */
  static boolean isPlain(byte[] start) {
    for (byte b : start) {
      boolean control = (b >= 0 && b < ' ') || b == 0x7F;
      if (control && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    String head = head(start);
    return SIGNATURES.stream().noneMatch(head::startsWith);
  }

  /**
   * Whether a hundredth of the bytes are what no text has, or most are escapes, unless it is text
   * of wide characters.
   */
  static boolean isBinary(byte[] start) {
    boolean wide =
        start.length >= 2
            && ((start[0] == (byte) 0xFF && start[1] == (byte) 0xFE)
                || (start[0] == (byte) 0xFE && start[1] == (byte) 0xFF));
    int odd = 0;
    int escapes = 0;
    for (byte b : start) {
      escapes += b == 0x1B ? 1 : 0;
      odd += b >= 0 && b < 0x20 && (b < '\t' || b > '\r') && b != 0x1B ? 1 : 0;
    }
    return !wide && (odd * 100 > start.length || escapes * 2 > start.length);
  }

  /**
   * Whether this is text in UTF-8 as programs write it to a terminal: with colours, bells and what
   * is struck over, and no other control characters.
   */
  static boolean isTerminal(byte[] start) {
    int shown = 0;
    for (byte b : start) {
      boolean control = (b >= 0 && b < ' ') || b == 0x7F;
      if (b == 0x1B || b == '\b' || b == 0x07) {
        shown++;
      } else if (control && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
        return false;
      }
    }
    // Of what is struck over, every third; of a letter in colours, two in ten.
    return shown > 0 && shown * 5L <= start.length * 2L && isUtf8(start);
  }

  /** The last character may be cut. */
  private static boolean isUtf8(byte[] start) {
    CharBuffer out = CharBuffer.allocate(start.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    return !decoder.decode(ByteBuffer.wrap(start), out, false).isError();
  }

  /** Whether the text is an HTML page from its first line. */
  static boolean isPage(byte[] start) {
    String head = head(start);
    return head.startsWith("<!doctype html") || head.startsWith("<html");
  }

  private static String head(byte[] start) {
    int from = start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB ? 3 : 0;
    int length = Math.min(start.length - from, 256);
    return new String(start, from, length, StandardCharsets.ISO_8859_1)
        .stripLeading()
        .toLowerCase(Locale.ROOT);
  }
}
