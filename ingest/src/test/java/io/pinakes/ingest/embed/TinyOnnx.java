package io.pinakes.ingest.embed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest ONNX model that gives one vector a token: a table of vectors, and one node
 * that looks token ids up in it. The field numbers are those of {@code onnx.proto}.
 */
final class TinyOnnx {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyOnnx() {}

  /** The model's bytes; {@code table} holds a row for each token id. */
  static byte[] lookup(float[][] table, String input) {
    int dimension = table[0].length;
    ByteBuffer raw =
        ByteBuffer.allocate(table.length * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] row : table) {
      for (float value : row) {
        raw.putFloat(value);
      }
    }
    byte[] tensor =
        new Message()
            .number(1, table.length)
            .number(1, dimension)
            .number(2, FLOAT)
            .text(8, "table")
            .bytes(9, raw.array())
            .done();
    byte[] node =
        new Message()
            .text(1, "table")
            .text(1, input)
            .text(2, "last_hidden_state")
            .text(4, "Gather")
            .done();
    byte[] graph =
        new Message()
            .bytes(1, node)
            .text(2, "tiny")
            .bytes(5, tensor)
            .bytes(11, value(input, INT64, "batch", "tokens"))
            .bytes(12, value("last_hidden_state", FLOAT, "batch", "tokens", "dimension"))
            .done();
    return new Message()
        .number(1, 8)
        .bytes(7, graph)
        .bytes(8, new Message().number(2, 13).done())
        .done();
  }

  private static byte[] value(String name, int type, String... axes) {
    Message shape = new Message();
    for (String axis : axes) {
      shape.bytes(1, new Message().text(2, axis).done());
    }
    byte[] tensor = new Message().number(1, type).bytes(2, shape.done()).done();
    return new Message().text(1, name).bytes(2, new Message().bytes(1, tensor).done()).done();
  }

  /** One protobuf message under way. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] done() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long left = value;
      while (left > 127) {
        out.write((int) (left & 127 | 128));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}
