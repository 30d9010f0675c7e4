package io.pinakes.p2p.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of one message, whose size its owner has bounded. Fields that are not asked for
 * are passed over; so are those of unknown numbers.
 *
 * <pre>{@code
 * while (in.next()) {
 *   switch (in.field()) {
 *     case 1 -> key = in.bytes();
 *     case 2 -> sequence = in.number();
 *     default -> {}
 *   }
 * }
 * }</pre>
 */
public final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;
  private static final int MAX_VARINT_BYTES = 10;

  private final ByteBuffer in;
  private int field;
  private int type;
  private long number;
  private ByteBuffer value = ByteBuffer.allocate(0);

  /** A reader of the whole array. */
  public ProtobufReader(byte[] message) {
    in = ByteBuffer.wrap(message);
  }

  /** Goes to the next field; false at the end. */
  public boolean next() throws WireException {
    if (!in.hasRemaining()) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 3 > Integer.MAX_VALUE) {
      throw new WireException("protobuf field of number [" + (tag >>> 3) + "]");
    }
    field = (int) (tag >>> 3);
    type = (int) (tag & 7);
    switch (type) {
      case VARINT -> number = varint();
      case FIXED_64 -> value = take(Long.BYTES);
      case LENGTH_DELIMITED -> value = take(varint());
      case FIXED_32 -> value = take(Integer.BYTES);
      default -> throw new WireException("protobuf field of type [" + type + "]");
    }
    return true;
  }

  /** The number of the field. */
  public int field() {
    return field;
  }

  /** The field as a number, all 64 bits. */
  public long number() throws WireException {
    require(VARINT);
    return number;
  }

  /** The field as bytes. */
  public byte[] bytes() throws WireException {
    require(LENGTH_DELIMITED);
    byte[] copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    return copy;
  }

  /** The field as text; what is not UTF-8 becomes replacement characters. */
  public String text() throws WireException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  private void require(int expected) throws WireException {
    if (type != expected) {
      throw new WireException("protobuf field [" + field + "] has type [" + type + "]");
    }
  }

  /** Of what the message holds, so that a length costs nothing. */
  private ByteBuffer take(long length) throws WireException {
    if (length < 0 || length > in.remaining()) {
      throw new WireException(
          "protobuf field of [" + length + "] bytes has [" + in.remaining() + "]");
    }
    ByteBuffer taken = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return taken;
  }

  /** Protobuf's varints have up to ten bytes and may be longer than they need be. */
  private long varint() throws WireException {
    long result = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && in.hasRemaining(); i++) {
      int b = in.get();
      result |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return result;
      }
    }
    throw new WireException("protobuf varint does not end");
  }
}
