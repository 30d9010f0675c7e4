package io.pinakes.p2p.wire;

import io.pinakes.core.multiformats.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes fields in the order of the calls. Source: the protocol buffers encoding guide. */
public final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Writes a number that is not negative. */
  public ProtobufWriter number(int field, long value) {
    Varint.write((long) field << 3 | VARINT, out);
    Varint.write(value, out);
    return this;
  }

  /** Writes bytes or a message. */
  public ProtobufWriter bytes(int field, byte[] value) {
    Varint.write((long) field << 3 | LENGTH_DELIMITED, out);
    Varint.write(value.length, out);
    out.writeBytes(value);
    return this;
  }

  /** Writes text as UTF-8. */
  public ProtobufWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** What was written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
