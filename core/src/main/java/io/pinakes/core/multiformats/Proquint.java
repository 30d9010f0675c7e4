package io.pinakes.core.multiformats;

/**
 * Proquints (D. Wilkerson, arXiv:0901.4016): sixteen bits become consonant, vowel, consonant,
 * vowel, consonant, of four, two, four, two and four bits; words are joined by dashes. Behind
 * multibase's prefix {@code p} stands {@code ro-}, so that the whole can be said.
 */
final class Proquint implements TextCodec {
  private static final Alphabet CONSONANTS = Alphabet.of("bdfghjklmnprstvz");
  private static final Alphabet VOWELS = Alphabet.of("aiou");
  private static final String LEAD = "ro-";
  private static final int WORD = 5;

  @Override
  public String encode(byte[] bytes) {
    if (bytes.length % 2 != 0) {
      throw new MultiformatException("proquints do not hold [" + bytes.length + "] bytes: odd");
    }
    StringBuilder out = new StringBuilder(LEAD.length() + bytes.length / 2 * (WORD + 1));
    out.append(LEAD);
    for (int i = 0; i < bytes.length; i += 2) {
      int bits = (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
      if (i > 0) {
        out.append('-');
      }
      out.append((char) CONSONANTS.digit(bits >>> 12))
          .append((char) VOWELS.digit(bits >>> 10 & 3))
          .append((char) CONSONANTS.digit(bits >>> 6 & 15))
          .append((char) VOWELS.digit(bits >>> 4 & 3))
          .append((char) CONSONANTS.digit(bits & 15));
    }
    return out.toString();
  }

  @Override
  public byte[] decode(String text) {
    int length = text.length() - LEAD.length();
    if (!text.startsWith(LEAD) || length > 0 && (length + 1) % (WORD + 1) != 0) {
      throw new MultiformatException("text is not [ro-] and words of five letters");
    }
    byte[] out = new byte[(length + 1) / (WORD + 1) * 2];
    for (int i = 0; i < out.length; i += 2) {
      int at = LEAD.length() + i / 2 * (WORD + 1);
      if (i > 0 && text.charAt(at - 1) != '-') {
        throw new MultiformatException("proquint words are joined by dashes");
      }
      int bits =
          CONSONANTS.value(text.charAt(at)) << 12
              | VOWELS.value(text.charAt(at + 1)) << 10
              | CONSONANTS.value(text.charAt(at + 2)) << 6
              | VOWELS.value(text.charAt(at + 3)) << 4
              | CONSONANTS.value(text.charAt(at + 4));
      out[i] = (byte) (bits >> 8);
      out[i + 1] = (byte) bits;
    }
    return out;
  }
}
