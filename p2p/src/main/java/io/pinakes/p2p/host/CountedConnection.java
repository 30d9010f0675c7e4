package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;

/** A connection whose bytes, encrypted as they are, the host's figures count. */
record CountedConnection(RawConnection raw, HostMetrics metrics) implements RawConnection {
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = raw.read(into, offset, length);
    metrics.read(Math.max(0, count));
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    raw.write(from, offset, length);
    metrics.written(length);
  }

  @Override
  public void closeOutput() throws IOException {
    raw.closeOutput();
  }

  @Override
  public void close() {
    raw.close();
  }

  @Override
  public Direction direction() {
    return raw.direction();
  }

  @Override
  public Multiaddr localAddress() {
    return raw.localAddress();
  }

  @Override
  public Multiaddr remoteAddress() {
    return raw.remoteAddress();
  }
}
