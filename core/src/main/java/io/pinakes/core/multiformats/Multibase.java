package io.pinakes.core.multiformats;

import java.util.Locale;

/**
 * Binary as text, with a first character that says how (multiformats/multibase).
 *
 * <p>Power-of-two bases are bit streams ({@link BitBase}); base 10, 36 and 58 are big-endian
 * numbers with a leading digit 0 for each leading zero byte ({@link NumberBase}); four more are of
 * their own kind. Bases of one letter case are read in either, as the specification's vectors
 * demand.
 */
public enum Multibase {
  /** The bytes themselves, if they are UTF-8. */
  IDENTITY(0, new Utf8Base()),
  /** Zeros and ones. */
  BASE2('0', new BitBase(Alphabet.of("01"), 1, 0)),
  /** Octal digits, three bits each. */
  BASE8('7', new BitBase(Alphabet.of("01234567"), 3, 0)),
  /** A decimal number. */
  BASE10('9', new NumberBase(Alphabet.of("0123456789"))),
  /** Lower-case hexadecimal. */
  BASE16('f', new BitBase(Alphabet.caseless("0123456789abcdef"), 4, 0)),
  /** Upper-case hexadecimal. */
  BASE16UPPER('F', new BitBase(Alphabet.caseless("0123456789ABCDEF"), 4, 0)),
  /** RFC 4648 base32hex, lower case, no padding. */
  BASE32HEX('v', new BitBase(Alphabet.caseless("0123456789abcdefghijklmnopqrstuv"), 5, 0)),
  /** RFC 4648 base32hex, upper case, no padding. */
  BASE32HEXUPPER('V', new BitBase(Alphabet.caseless("0123456789ABCDEFGHIJKLMNOPQRSTUV"), 5, 0)),
  /** RFC 4648 base32hex, lower case, padded. */
  BASE32HEXPAD('t', new BitBase(Alphabet.caseless("0123456789abcdefghijklmnopqrstuv"), 5, 8)),
  /** RFC 4648 base32hex, upper case, padded. */
  BASE32HEXPADUPPER('T', new BitBase(Alphabet.caseless("0123456789ABCDEFGHIJKLMNOPQRSTUV"), 5, 8)),
  /** RFC 4648 base32, lower case, no padding: the text form of CIDv1. */
  BASE32('b', new BitBase(Alphabet.caseless("abcdefghijklmnopqrstuvwxyz234567"), 5, 0)),
  /** RFC 4648 base32, upper case, no padding. */
  BASE32UPPER('B', new BitBase(Alphabet.caseless("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 5, 0)),
  /** RFC 4648 base32, lower case, padded. */
  BASE32PAD('c', new BitBase(Alphabet.caseless("abcdefghijklmnopqrstuvwxyz234567"), 5, 8)),
  /** RFC 4648 base32, upper case, padded. */
  BASE32PADUPPER('C', new BitBase(Alphabet.caseless("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 5, 8)),
  /** z-base-32, whose alphabet is chosen for the ear. */
  BASE32Z('h', new BitBase(Alphabet.of("ybndrfg8ejkmcpqxot1uwisza345h769"), 5, 0)),
  /** Lower-case base36: the text form of IPNS names. */
  BASE36('k', new NumberBase(Alphabet.caseless("0123456789abcdefghijklmnopqrstuvwxyz"))),
  /** Upper-case base36. */
  BASE36UPPER('K', new NumberBase(Alphabet.caseless("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))),
  /** RFC 9285 base45, the text of QR codes. */
  BASE45('R', new Base45()),
  /** Bitcoin's base58: the text form of CIDv0 (there without prefix) and of peer ids. */
  BASE58BTC(
      'z',
      new NumberBase(Alphabet.of("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"))),
  /** Flickr's base58, with the letter cases exchanged. */
  BASE58FLICKR(
      'Z',
      new NumberBase(Alphabet.of("123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"))),
  /** RFC 4648 base64, no padding. */
  BASE64('m', new BitBase(Alphabet.base64("+/"), 6, 0)),
  /** RFC 4648 base64, padded. */
  BASE64PAD('M', new BitBase(Alphabet.base64("+/"), 6, 4)),
  /** RFC 4648 base64url, no padding: how Kubo's RPC writes topics. */
  BASE64URL('u', new BitBase(Alphabet.base64("-_"), 6, 0)),
  /** RFC 4648 base64url, padded. */
  BASE64URLPAD('U', new BitBase(Alphabet.base64("-_"), 6, 4)),
  /** Sixteen bits a word that can be said aloud: {@code pro-lusab-babad}. */
  PROQUINT('p', new Proquint()),
  /** One emoji a byte. */
  BASE256EMOJI(0x1f680, new EmojiBase());

  /**
   * The longest text accepted in a number base, in characters: these cost time quadratic in it. In
   * the others, whoever has the text has taken the memory already.
   */
  public static final int MAX_CHARACTERS = 4096;

  private static final Multibase[] BY_ASCII = new Multibase[128];

  static {
    for (Multibase base : values()) {
      if (base.prefix < BY_ASCII.length) {
        BY_ASCII[base.prefix] = base;
      }
    }
  }

  private final int prefix;
  private final TextCodec codec;

  Multibase(int prefix, TextCodec codec) {
    this.prefix = prefix;
    this.codec = codec;
  }

  /** The name in the specification's table, such as {@code base32hexpad}. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Writes the bytes behind this base's prefix.
   *
   * @throws MultiformatException if the base cannot hold them: proquints hold an even number of
   *     bytes, the identity UTF-8
   */
  public String encode(byte[] bytes) {
    return Character.toString(prefix) + codec.encode(bytes);
  }

  /** Writes the bytes without a prefix; otherwise as {@link #encode}. */
  public String encodeBare(byte[] bytes) {
    return codec.encode(bytes);
  }

  /**
   * Reads text whose first character names its base.
   *
   * @throws MultiformatException if it is malformed, or an encoder would have written it otherwise
   *     (letter case aside)
   */
  public static byte[] decode(String text) {
    Multibase base = of(text);
    return base.decodeBare(text.substring(Character.charCount(base.prefix)));
  }

  /**
   * Finds the base that the first character names.
   *
   * @throws MultiformatException if it names none
   */
  public static Multibase of(String text) {
    if (text.isEmpty()) {
      throw new MultiformatException("empty text has no multibase prefix");
    }
    int first = text.codePointAt(0);
    Multibase base =
        first < BY_ASCII.length
            ? BY_ASCII[first]
            : first == BASE256EMOJI.prefix ? BASE256EMOJI : null;
    if (base == null) {
      throw new MultiformatException(
          "unknown multibase prefix [U+" + Integer.toHexString(first) + "]");
    }
    return base;
  }

  /** Reads text of this base without a prefix; otherwise as {@link #decode}. */
  public byte[] decodeBare(String text) {
    return codec.decode(text);
  }
}
