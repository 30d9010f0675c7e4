package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.CodecException;
import java.util.Arrays;

/** Reads the fields of a protobuf message one by one, within its bytes. */
final class ProtoFields {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] message;
  private int at;
  private int tag;

  ProtoFields(byte[] message) {
    this.message = message;
  }

  boolean more() {
    return at < message.length;
  }

  /** Goes to the next field, whose value must be read or skipped before the one after it. */
  boolean next() throws CodecException {
    if (!more()) {
      return false;
    }
    long read = varint();
    if (read < 8 || read > Integer.MAX_VALUE) {
      throw new CodecException("protobuf tag [" + read + "] is none");
    }
    tag = (int) read;
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  int wire() {
    return tag & 7;
  }

  long number() throws CodecException {
    require(VARINT);
    return varint();
  }

  byte[] bytes() throws CodecException {
    require(BYTES);
    int length = length();
    byte[] value = Arrays.copyOfRange(message, at, at + length);
    at += length;
    return value;
  }

  /** Four bytes, little-endian, unsigned. */
  long fixed32() throws CodecException {
    require(FIXED32);
    int start = at;
    advance(4);
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | message[start + i] & 0xff;
    }
    return value;
  }

  void skip() throws CodecException {
    switch (wire()) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw new CodecException("protobuf wire type [" + wire() + "] is none");
    }
  }

  /** Up to ten bytes: negative numbers have that many. */
  long varint() throws CodecException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!more()) {
        throw new CodecException("protobuf number is cut short");
      }
      byte part = message[at++];
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new CodecException("protobuf number is over ten bytes");
  }

  private int length() throws CodecException {
    long length = varint();
    if (length < 0 || length > message.length - at) {
      throw new CodecException("protobuf bytes of length [" + length + "] are cut short");
    }
    return (int) length;
  }

  private void advance(int bytes) throws CodecException {
    if (bytes > message.length - at) {
      throw new CodecException("protobuf field is cut short");
    }
    at += bytes;
  }

  private void require(int wire) throws CodecException {
    if (wire() != wire) {
      throw new CodecException("protobuf field [" + field() + "] has wire type [" + wire() + "]");
    }
  }
}
