package io.pinakes.p2p.multistream;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts messages together, taking no byte beyond the one it works on. */
final class MessageReader {
  /** The longest message, newline included, in bytes: go's and js' limit. */
  static final int MAX_MESSAGE_BYTES = 1_024;

  private static final int MAX_LENGTH_BYTES = 2;
  private static final int UNKNOWN = -1;

  private int lengthBytes;
  private int lengthSoFar;
  private int length = UNKNOWN;
  private byte[] message = new byte[0];
  private int filled;

  /** How many bytes it takes at least before it can give a message. */
  int needed() {
    return length == UNKNOWN ? 1 : length - filled;
  }

  /** Takes up to {@link #needed} bytes; a message when it is whole. */
  Optional<String> take(ByteBuffer in) throws WireException {
    while (in.hasRemaining()) {
      if (length == UNKNOWN) {
        takeLength(in.get());
        continue;
      }
      int part = Math.min(in.remaining(), length - filled);
      in.get(message, filled, part);
      filled += part;
      if (filled == length) {
        return Optional.of(finish());
      }
    }
    return Optional.empty();
  }

  static byte[] encode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length >= MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException("protocol of [" + utf8.length + "] bytes");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 3);
    Varint.write(utf8.length + 1L, out);
    out.writeBytes(utf8);
    out.write('\n');
    return out.toByteArray();
  }

  private void takeLength(byte next) throws WireException {
    lengthSoFar |= (next & 0x7f) << (7 * lengthBytes);
    lengthBytes++;
    if (next < 0 && lengthBytes < MAX_LENGTH_BYTES) {
      return;
    }
    if (next < 0 || lengthSoFar == 0 || lengthSoFar > MAX_MESSAGE_BYTES) {
      throw new WireException("multistream message of [" + lengthSoFar + "] bytes");
    }
    length = lengthSoFar;
    message = new byte[length];
  }

  private String finish() throws WireException {
    if (message[length - 1] != '\n') {
      throw new WireException("multistream message without a newline");
    }
    String text = new String(message, 0, length - 1, StandardCharsets.UTF_8);
    lengthBytes = 0;
    lengthSoFar = 0;
    length = UNKNOWN;
    filled = 0;
    return text;
  }
}
