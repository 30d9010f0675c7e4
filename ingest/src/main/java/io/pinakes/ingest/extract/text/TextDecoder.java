package io.pinakes.ingest.extract.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;

/**
 * Bytes to text. A byte order mark decides; then UTF-8 if the bytes are valid, since other text
 * hardly ever is by chance; then what the document declares; then statistics over its beginning.
 */
public final class TextDecoder {
  /** 64 KiB: more does not change what the statistics say. */
  private static final int SAMPLE_BYTES = 1 << 16;

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private TextDecoder() {}

  /** Decodes without a declared encoding. */
  public static String decode(byte[] bytes) {
    return decode(bytes, Optional.empty());
  }

  /**
   * Decodes; what cannot be decoded becomes U+FFFD, and what was for a terminal is left out.
   *
   * @param declared the name of the encoding that the document claims; unknown ones are ignored
   */
  public static String decode(byte[] bytes, Optional<String> declared) {
    return TerminalText.plain(characters(bytes, declared));
  }

  private static String characters(byte[] bytes, Optional<String> declared) {
    Optional<String> marked = byMark(bytes);
    if (marked.isPresent()) {
      return marked.get();
    }
    try {
      return strict(StandardCharsets.UTF_8, bytes);
    } catch (CharacterCodingException notUtf8) {
      Charset charset =
          isDamagedUtf8(bytes)
              ? StandardCharsets.UTF_8
              : declared.flatMap(TextDecoder::known).orElseGet(() -> guess(bytes));
      return new String(bytes, charset);
    }
  }

  private static Optional<String> byMark(byte[] bytes) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8));
    }
    if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(new String(bytes, 4, bytes.length - 4, Charset.forName("UTF-32LE")));
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE));
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return Optional.of(new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE));
    }
    return Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static String strict(Charset charset, byte[] bytes) throws CharacterCodingException {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes))
        .toString();
  }

  /** Whether at least ten sequences of several bytes are whole for each that is not. */
  private static boolean isDamagedUtf8(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    long whole = 0;
    long damaged = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      out.flip();
      whole += out.chars().filter(c -> c >= 0x80).count();
      out.clear();
      if (result.isMalformed()) {
        damaged++;
        in.position(in.position() + result.length());
      } else if (result.isUnderflow()) {
        return whole >= 10 * damaged;
      }
    }
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(asBrowsersDo(Charset.forName(name.strip())));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }

  private static Charset guess(byte[] bytes) {
    byte[] sample = bytes.length > SAMPLE_BYTES ? Arrays.copyOf(bytes, SAMPLE_BYTES) : bytes;
    for (String name : new String[] {"windows-31j", "EUC-JP"}) {
      if (Charset.isSupported(name) && Japanese.likely(Charset.forName(name), sample)) {
        return Charset.forName(name);
      }
    }
    CharsetDetector detector = new CharsetDetector();
    detector.setText(sample);
    CharsetMatch match = detector.detect();
    return match == null ? WINDOWS_1252 : known(match.getName()).orElse(WINDOWS_1252);
  }

  /** Who declares Latin-1 means its superset, which has the quotes and dashes. */
  private static Charset asBrowsersDo(Charset charset) {
    return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
        ? WINDOWS_1252
        : charset;
  }
}
