package io.pinakes.p2p.mux.yamux;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Puts heads of frames together, however the connection split them. */
final class HeaderReader {
  private final ByteBuffer partial = ByteBuffer.allocate(YamuxHeader.BYTES);

  /** Takes what it needs of the bytes, never more; empty if that was all and it needs more. */
  Optional<YamuxHeader> next(ByteBuffer in) {
    if (partial.position() == 0 && in.remaining() >= YamuxHeader.BYTES) {
      return Optional.of(YamuxHeader.read(in));
    }
    while (partial.hasRemaining() && in.hasRemaining()) {
      partial.put(in.get());
    }
    if (partial.hasRemaining()) {
      return Optional.empty();
    }
    YamuxHeader header = YamuxHeader.read(partial.flip());
    partial.clear();
    return Optional.of(header);
  }
}
