package io.pinakes.p2p.transport.tcp;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** TCP by blocking socket channels. */
public final class TcpTransport implements Transport {
  /** How many connections the system holds before they are accepted. */
  private static final int BACKLOG = 512;

  /** A transport; it holds nothing. */
  public TcpTransport() {}

  @Override
  public boolean serves(Multiaddr address) {
    return SocketAddresses.isTcp(address);
  }

  /** The channel's own connect has no timeout, its socket's has. */
  @Override
  public RawConnection dial(Multiaddr address, Duration timeout, Cancellation cancellation)
      throws IOException {
    InetSocketAddress to = SocketAddresses.parse(address);
    SocketChannel channel = SocketChannel.open();
    cancellation.onCancel(() -> close(channel));
    try {
      channel.socket().connect(to, Math.toIntExact(timeout.toMillis()));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return TcpConnection.of(channel, Direction.OUTBOUND);
  }

  @Override
  public Listener listen(Multiaddr address) throws IOException {
    InetSocketAddress at = SocketAddresses.parse(address);
    // Of its own family: one of both would turn 0.0.0.0 into ::, and take in twice as much.
    ServerSocketChannel channel =
        ServerSocketChannel.open(
            at.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(at, BACKLOG);
      return new TcpListener(channel, (InetSocketAddress) channel.getLocalAddress());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The descriptor is given back even if that fails. */
  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing is to be done about it
    }
  }

  private record TcpListener(ServerSocketChannel channel, InetSocketAddress bound)
      implements Listener {
    @Override
    public Multiaddr address() {
      return SocketAddresses.print(bound);
    }

    /** A thread that wakes up late finds in a closed channel whoever came until then. */
    @Override
    public RawConnection accept() throws IOException {
      SocketChannel accepted = channel.accept();
      if (!channel.isOpen()) {
        TcpTransport.close(accepted);
        throw new ClosedChannelException();
      }
      return TcpConnection.of(accepted, Direction.INBOUND);
    }

    @Override
    public void close() {
      TcpTransport.close(channel);
    }
  }
}
