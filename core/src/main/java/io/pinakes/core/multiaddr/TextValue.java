package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.Multibase;
import io.pinakes.core.multiformats.MultiformatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Values that are text already. */
enum TextValue implements ValueCodec {
  /**
   * UTF-8 as it is, which therefore has no slash; nor a control character, since addresses of
   * strangers are printed on terminals.
   */
  PLAIN {
    @Override
    public byte[] parse(String text) {
      requirePlain(text);
      return Multibase.IDENTITY.decodeBare(text);
    }

    @Override
    public String print(byte[] bytes) {
      String text = Multibase.IDENTITY.encodeBare(bytes);
      requirePlain(text);
      return text;
    }
  },

  /**
   * Any bytes, percent-encoded but for the letters, digits and marks that JavaScript leaves. Go's
   * library writes the path of a Unix socket plain, slashes and all, to the end of the address;
   * that form is not read, for it swallows what follows.
   */
  PERCENT_ENCODED {
    @Override
    public byte[] parse(String text) {
      requireSome(text);
      byte[] utf8 = Multibase.IDENTITY.decodeBare(text);
      ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length);
      for (int i = 0; i < utf8.length; i++) {
        if (utf8[i] != '%') {
          out.write(utf8[i]);
        } else if (i + 2 < utf8.length && isHex(utf8[i + 1]) && isHex(utf8[i + 2])) {
          out.write(HexFormat.fromHexDigits(new String(utf8, i + 1, 2, StandardCharsets.US_ASCII)));
          i += 2;
        } else {
          throw new MultiformatException("[" + text + "] has a percent sign without its digits");
        }
      }
      return out.toByteArray();
    }

    @Override
    public String print(byte[] bytes) {
      StringBuilder out = new StringBuilder(bytes.length);
      for (byte b : bytes) {
        boolean plain =
            b >= '0' && b <= '9'
                || b >= 'A' && b <= 'Z'
                || b >= 'a' && b <= 'z'
                || b > 0 && MARKS.indexOf(b) >= 0;
        if (plain) {
          out.append((char) b);
        } else {
          out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
      }
      requireSome(out);
      return out.toString();
    }
  };

  private static final String MARKS = "-_.!~*'()";

  private static void requireSome(CharSequence text) {
    if (text.isEmpty()) {
      throw new MultiformatException("a part's value is empty");
    }
  }

  private static void requirePlain(String text) {
    requireSome(text);
    if (text.chars().anyMatch(c -> c == '/' || Character.isISOControl(c))) {
      throw new MultiformatException("a part's value has a slash or a control character");
    }
  }

  private static boolean isHex(byte b) {
    return HexFormat.isHexDigit(b);
  }
}
