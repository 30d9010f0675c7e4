package io.pinakes.p2p.host;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.mux.MuxedStream;
import java.io.IOException;

/** A muxed stream that speaks a protocol. */
record HostStream(MuxedStream muxed, Connection connection, String protocol) implements Stream {
  @Override
  public Direction direction() {
    return muxed.direction();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return muxed.read(into, offset, length);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    muxed.write(from, offset, length);
  }

  @Override
  public void closeOutput() throws IOException {
    muxed.closeOutput();
  }

  @Override
  public void closeInput() {
    muxed.closeInput();
  }

  @Override
  public void reset() {
    muxed.reset();
  }

  @Override
  public void close() {
    muxed.close();
  }
}
