package io.pinakes.p2p.host;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.mux.MuxedStream;
import java.io.IOException;

/** A muxed stream that speaks a protocol; the listener hears when bytes go either way. */
record HostStream(MuxedStream muxed, Connection connection, String protocol, Runnable onBytes)
    implements Stream {
  @Override
  public Direction direction() {
    return muxed.direction();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = muxed.read(into, offset, length);
    onBytes.run();
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    muxed.write(from, offset, length);
    onBytes.run();
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
