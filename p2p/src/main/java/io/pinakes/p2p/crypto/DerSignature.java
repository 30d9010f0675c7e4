package io.pinakes.p2p.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * An ECDSA signature, {@code SEQUENCE { INTEGER r, INTEGER s }} in DER, of a curve of 256 bits.
 * Written by hand because BouncyCastle's decoder throws ClassCastException where a stranger puts
 * another type for a number.
 */
record DerSignature(BigInteger r, BigInteger s) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /**
   * Two numbers of 33 bytes, each with tag and length, in a sequence: no length takes two bytes.
   */
  private static final int MAX_BYTES = 72;

  private static final int HEADER = 2;

  /** Reads strictly: whoever would write the same numbers otherwise has no signature. */
  static Optional<DerSignature> decode(byte[] der) {
    if (der.length > MAX_BYTES || der.length < HEADER || der[0] != SEQUENCE) {
      return Optional.empty();
    }
    int middle = endOfInteger(der, HEADER);
    int end = middle < 0 ? -1 : endOfInteger(der, middle);
    if (end != der.length || der[1] != der.length - HEADER) {
      return Optional.empty();
    }
    DerSignature read =
        new DerSignature(
            new BigInteger(Arrays.copyOfRange(der, 2 * HEADER, middle)),
            new BigInteger(Arrays.copyOfRange(der, middle + HEADER, end)));
    return Arrays.equals(read.encode(), der) ? Optional.of(read) : Optional.empty();
  }

  byte[] encode() {
    byte[] first = r.toByteArray();
    byte[] second = s.toByteArray();
    byte[] der = new byte[3 * HEADER + first.length + second.length];
    der[0] = SEQUENCE;
    der[1] = (byte) (der.length - HEADER);
    int middle = writeInteger(first, der, HEADER);
    writeInteger(second, der, middle);
    return der;
  }

  private static int writeInteger(byte[] number, byte[] der, int at) {
    der[at] = INTEGER;
    der[at + 1] = (byte) number.length;
    System.arraycopy(number, 0, der, at + HEADER, number.length);
    return at + HEADER + number.length;
  }

  /** Where the integer that begins there ends, or -1 if there is none of at least one byte. */
  private static int endOfInteger(byte[] der, int at) {
    if (at + HEADER > der.length || der[at] != INTEGER || der[at + 1] < 1) {
      return -1;
    }
    int end = at + HEADER + der[at + 1];
    return end <= der.length ? end : -1;
  }
}
