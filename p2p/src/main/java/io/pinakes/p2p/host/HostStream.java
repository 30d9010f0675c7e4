package io.pinakes.p2p.host;

import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;

/**
 * A muxed stream that speaks a protocol.
 *
 * @param channel what is read and written: the stream, or what stands before it
 * @param onBytes hears when bytes go either way
 */
record HostStream(
    MuxedStream muxed, Duplex channel, Connection connection, String protocol, Runnable onBytes)
    implements Stream {
  @Override
  public Direction direction() {
    return muxed.direction();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = channel.read(into, offset, length);
    onBytes.run();
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    channel.write(from, offset, length);
    onBytes.run();
  }

  @Override
  public void closeOutput() throws IOException {
    channel.closeOutput();
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
    channel.close();
  }
}
