package io.pinakes.p2p.transport.memory;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;

/** Two pipes. */
record MemoryConnection(
    Direction direction, Multiaddr localAddress, Multiaddr remoteAddress, Pipe in, Pipe out)
    implements RawConnection {
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return in.read(into, offset, length);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    out.write(from, offset, length);
  }

  @Override
  public void closeOutput() {
    out.end();
  }

  @Override
  public void close() {
    in.closeReader();
    out.closeWriter();
  }
}
