package io.pinakes.p2p.mux.yamux;

import java.nio.ByteBuffer;

/**
 * The head of a frame, 12 bytes, big-endian:
 *
 * <pre>{@code
 * version 0 | type | flags, 16 bits | stream id, 32 bits | length, 32 bits
 * }</pre>
 *
 * @param type {@link #DATA} (length is that of the payload), {@link #WINDOW_UPDATE} (the credit),
 *     {@link #PING} (an opaque value) or {@link #GO_AWAY} (the reason)
 * @param flags any of {@link #SYN}, {@link #ACK}, {@link #FIN}, {@link #RST} together
 * @param streamId unsigned; 0 is the session
 * @param length unsigned
 */
record YamuxHeader(int type, int flags, int streamId, int length) {
  static final int BYTES = 12;
  static final int DATA = 0;
  static final int WINDOW_UPDATE = 1;
  static final int PING = 2;
  static final int GO_AWAY = 3;
  static final int SYN = 1;
  static final int ACK = 2;
  static final int FIN = 4;
  static final int RST = 8;
  private static final int VERSION = 0;

  /** Reads 12 bytes; a version other than 0 or an unknown type is a {@link YamuxViolation}. */
  static YamuxHeader read(ByteBuffer in) {
    int version = in.get();
    int type = in.get();
    if (version != VERSION || type < DATA || type > GO_AWAY) {
      throw new YamuxViolation("frame of version [" + version + "] and type [" + type + "]");
    }
    return new YamuxHeader(type, in.getShort(), in.getInt(), in.getInt());
  }

  void write(ByteBuffer out) {
    out.put((byte) VERSION)
        .put((byte) type)
        .putShort((short) flags)
        .putInt(streamId)
        .putInt(length);
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  long unsignedLength() {
    return Integer.toUnsignedLong(length);
  }
}
