package io.pinakes.p2p.mux.yamux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames as a peer would write and read them, made and taken apart without the session's help. */
final class Frames {
  private Frames() {}

  static ByteBuffer data(int flags, int id, int bytes) {
    return frame(0, flags, id, bytes, new byte[bytes]);
  }

  static ByteBuffer window(int flags, int id, int credit) {
    return frame(1, flags, id, credit, new byte[0]);
  }

  static ByteBuffer ping(int flags, int value) {
    return frame(2, flags, 0, value, new byte[0]);
  }

  static ByteBuffer goAway(int code) {
    return frame(3, 0, 0, code, new byte[0]);
  }

  static ByteBuffer frame(int type, int flags, int id, int length, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(12 + payload.length);
    out.put((byte) 0).put((byte) type).putShort((short) flags).putInt(id).putInt(length);
    return out.put(payload).flip();
  }

  /** All that a session has to say now, as text: {@code type/flags/id/length}. */
  static List<String> said(YamuxSession session) {
    ByteBuffer in = ByteBuffer.wrap(bytes(session));
    List<String> frames = new ArrayList<>();
    while (in.hasRemaining()) {
      in.get();
      int type = in.get();
      int flags = in.getShort();
      int id = in.getInt();
      int length = in.getInt();
      frames.add(
          List.of("data", "window", "ping", "bye").get(type)
              + letters(flags)
              + "/"
              + id
              + "/"
              + length);
      in.position(in.position() + (type == 0 ? length : 0));
    }
    return frames;
  }

  static byte[] bytes(YamuxSession session) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer out = ByteBuffer.allocate(65_519);
    do {
      session.poll(out.clear());
      all.write(out.array(), 0, out.position());
    } while (out.position() > 0);
    return all.toByteArray();
  }

  static List<YamuxEvent> events(YamuxSession session) {
    List<YamuxEvent> all = new ArrayList<>();
    for (var event = session.nextEvent(); event.isPresent(); event = session.nextEvent()) {
      all.add(event.get());
    }
    return all;
  }

  private static String letters(int flags) {
    StringBuilder out = new StringBuilder(flags == 0 ? "" : "+");
    List<String> names = List.of("SYN", "ACK", "FIN", "RST");
    for (int i = 0; i < 4; i++) {
      out.append((flags & 1 << i) == 0 ? "" : names.get(i));
    }
    return out.toString();
  }
}
