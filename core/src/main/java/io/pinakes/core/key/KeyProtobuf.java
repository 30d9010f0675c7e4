package io.pinakes.core.key;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * The envelope of public and private keys alike.
 *
 * <pre>{@code
 * 08 | varint type | 12 | varint length of data | data
 * }</pre>
 *
 * <p>Peer ids are hashes of these bytes, so there is one encoding a key: both fields, in this
 * order, once, a type of 0 written out, nothing behind. Anything else is refused rather than
 * normalised, lest one key have two names.
 */
final class KeyProtobuf {
  /** The longest key data accepted, in bytes: an RSA private key of 8192 bits takes some 4,700. */
  static final int MAX_DATA_BYTES = 8192;

  private static final int TYPE_TAG = 0x08;
  private static final int DATA_TAG = 0x12;

  private final KeyType type;
  private final byte[] data;

  KeyProtobuf(KeyType type, byte[] data) {
    this.type = type;
    this.data = data;
  }

  static KeyProtobuf decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    requireTag(in, TYPE_TAG);
    KeyType type = KeyType.ofCode(Varint.read(in));
    requireTag(in, DATA_TAG);
    long length = Varint.read(in);
    if (length > MAX_DATA_BYTES || length != in.remaining()) {
      throw new MultiformatException(
          "key data of [" + length + "] bytes has [" + in.remaining() + "]");
    }
    byte[] data = new byte[(int) length];
    in.get(data);
    return new KeyProtobuf(type, data);
  }

  KeyType type() {
    return type;
  }

  byte[] data() {
    return data;
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 6);
    out.write(TYPE_TAG);
    Varint.write(type.code(), out);
    out.write(DATA_TAG);
    Varint.write(data.length, out);
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static void requireTag(ByteBuffer in, int tag) {
    if (!in.hasRemaining() || in.get() != tag) {
      throw new MultiformatException(
          "key protobuf lacks the field tag [" + Integer.toHexString(tag) + "] where it belongs");
    }
  }
}
