package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * As much of DER (X.690) as keys need. A reader walks one value's content; whoever needs strictness
 * writes the value again and compares, since DER has one encoding a value.
 */
final class Der {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int NULL = 0x05;
  static final int OBJECT_ID = 0x06;
  static final int SEQUENCE = 0x30;

  /** The constructed, context-specific tag of number 0; number n is n more. */
  static final int CONTEXT = 0xa0;

  private final ByteBuffer in;

  Der(byte[] content) {
    in = ByteBuffer.wrap(content);
  }

  /** Reads the next value, which must have this tag, and returns its content. */
  byte[] read(int tag) {
    if (in.remaining() < 2 || (in.get() & 0xff) != tag) {
      throw new MultiformatException("DER has no tag [" + Integer.toHexString(tag) + "] here");
    }
    int length = readLength();
    if (length > in.remaining()) {
      throw new MultiformatException(
          "DER value of [" + length + "] bytes has only [" + in.remaining() + "]");
    }
    byte[] content = new byte[length];
    in.get(content);
    return content;
  }

  /** Reads the next value as a reader of its own. */
  Der enter(int tag) {
    return new Der(read(tag));
  }

  /** Reads an integer that is not negative. */
  BigInteger readUnsigned() {
    byte[] content = read(INTEGER);
    if (content.length == 0 || content[0] < 0) {
      throw new MultiformatException("DER integer is empty or negative");
    }
    return new BigInteger(content);
  }

  /** Reads a bit string of whole bytes. */
  byte[] readBits() {
    byte[] content = read(BIT_STRING);
    if (content.length == 0 || content[0] != 0) {
      throw new MultiformatException("DER bit string is not one of whole bytes");
    }
    return Arrays.copyOfRange(content, 1, content.length);
  }

  /** At most two bytes of length are read: nothing here may be longer than 65,535 bytes. */
  private int readLength() {
    int first = in.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int bytes = first & 0x7f;
    if (bytes == 0 || bytes > 2 || bytes > in.remaining()) {
      throw new MultiformatException("DER length of [" + bytes + "] bytes is out of bounds");
    }
    int length = 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | in.get() & 0xff;
    }
    return length;
  }

  /** Writes a value whose content is these parts, end to end. */
  static byte[] write(int tag, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
    out.write(tag);
    if (length >= 0x80) {
      out.write(length >= 0x100 ? 0x82 : 0x81);
    }
    if (length >= 0x100) {
      out.write(length >> 8);
    }
    out.write(length);
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] write(BigInteger number) {
    return write(INTEGER, number.toByteArray());
  }

  /** Writes a bit string of whole bytes. */
  static byte[] writeBits(byte[] bytes) {
    return write(BIT_STRING, new byte[1], bytes);
  }
}
