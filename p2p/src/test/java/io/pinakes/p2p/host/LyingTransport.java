package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * TCP on loopback that says it is elsewhere: each listener's connections, and its own address, are
 * said to be at IP addresses of the test's choosing; and which can be made deaf: nothing is read
 * any more, as by a process that is stopped.
 */
final class LyingTransport implements Transport {
  private final TcpTransport tcp = new TcpTransport();
  private final AddressPart here;
  private final Supplier<AddressPart> there;
  private final List<Multiaddr> dialled = new CopyOnWriteArrayList<>();
  private final CountDownLatch hearing = new CountDownLatch(1);
  private volatile boolean deaf;

  /** A transport of one who is here, and whose peers are there. */
  LyingTransport(String here, Supplier<String> there) {
    this.here = ip(here);
    this.there = () -> ip(there.get());
  }

  /** What was dialled, in order. */
  List<Multiaddr> dialled() {
    return List.copyOf(dialled);
  }

  /** Nothing is read from now on. */
  void deafen() {
    deaf = true;
  }

  @Override
  public boolean serves(Multiaddr address) {
    return tcp.serves(address);
  }

  @Override
  public RawConnection dial(Multiaddr address, Duration timeout, Cancellation cancellation)
      throws IOException {
    dialled.add(address);
    return new Lie(tcp.dial(at(address, ip("127.0.0.1")), timeout, cancellation), there.get());
  }

  @Override
  public Listener listen(Multiaddr address) throws IOException {
    Listener listener = tcp.listen(at(address, ip("127.0.0.1")));
    return new Listener() {
      @Override
      public Multiaddr address() {
        return at(listener.address(), here);
      }

      @Override
      public RawConnection accept() throws IOException {
        return new Lie(listener.accept(), there.get());
      }

      @Override
      public void close() {
        listener.close();
      }
    };
  }

  private static AddressPart ip(String text) {
    return Multiaddr.parse((text.contains(":") ? "/ip6/" : "/ip4/") + text).parts().getFirst();
  }

  private static Multiaddr at(Multiaddr address, AddressPart ip) {
    List<AddressPart> parts = new ArrayList<>(address.parts());
    parts.set(0, ip);
    return Multiaddr.of(parts);
  }

  private final class Lie implements RawConnection {
    private final RawConnection raw;
    private final AddressPart remote;

    private Lie(RawConnection raw, AddressPart remote) {
      this.raw = raw;
      this.remote = remote;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (deaf) {
        try {
          hearing.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return raw.read(into, offset, length);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (!deaf) {
        raw.write(from, offset, length);
      }
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
      return at(raw.localAddress(), here);
    }

    @Override
    public Multiaddr remoteAddress() {
      return at(raw.remoteAddress(), remote);
    }
  }
}
