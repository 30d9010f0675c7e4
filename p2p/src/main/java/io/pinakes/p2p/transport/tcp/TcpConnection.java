package io.pinakes.p2p.transport.tcp;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connected socket. */
final class TcpConnection implements RawConnection {
  private final SocketChannel socket;
  private final Direction direction;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;

  /** Takes the socket over; it is closed if anything is amiss. */
  static TcpConnection of(SocketChannel socket, Direction direction) throws IOException {
    try {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true); // frames are put together above
      return new TcpConnection(socket, direction);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private TcpConnection(SocketChannel socket, Direction direction) throws IOException {
    this.socket = socket;
    this.direction = direction;
    local = (InetSocketAddress) socket.getLocalAddress();
    remote = (InetSocketAddress) socket.getRemoteAddress();
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public Multiaddr localAddress() {
    return SocketAddresses.print(local);
  }

  @Override
  public Multiaddr remoteAddress() {
    return SocketAddresses.print(remote);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return socket.read(ByteBuffer.wrap(into, offset, length));
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
    while (bytes.hasRemaining()) {
      socket.write(bytes);
    }
  }

  @Override
  public void closeOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is given back even so, and nobody waits for what was still to be sent.
    }
  }
}
