package io.pinakes.p2p.host;

import static io.pinakes.p2p.host.Eventually.SOON;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.multistream.driver.Negotiator;
import io.pinakes.p2p.mux.MuxedStream;
import io.pinakes.p2p.mux.yamux.driver.YamuxConnection;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** One that shows who it is, and then opens streams and keeps none of the rules above them. */
final class HostilePeer implements AutoCloseable {
  private final YamuxConnection muxed;

  /** Connects to the host. */
  HostilePeer(NetworkHost host) throws IOException {
    ScopeTree scopes = new ScopeTree(ResourceLimits.ofMemory(1L << 30), new LockedTurn());
    ConnectionScope scope = scopes.openConnection(Direction.OUTBOUND, "");
    PrivateKey key = PrivateKey.generateEd25519(new SecureRandom());
    var raw = new TcpTransport().dial(host.addresses().getFirst(), SOON, new Cancellation());
    Negotiator.dial(raw, List.of("/noise"));
    SecureChannel channel =
        new NoiseSecurity(key, List.of(YamuxConnection.PROTOCOL), new SecureRandom())
            .secure(raw, Direction.OUTBOUND, Optional.empty(), scope);
    scope.authenticated(host.id());
    muxed =
        new YamuxConnection(
            channel,
            Direction.OUTBOUND,
            TestHosts.CALM,
            scope,
            System::nanoTime,
            MuxedStream::reset,
            why -> {});
    muxed.start("hostile");
  }

  /** Opens a stream on which nothing is said yet. */
  MuxedStream open() throws IOException {
    return muxed.open(SOON);
  }

  /** Opens a stream of that protocol. */
  MuxedStream open(String protocol) throws IOException {
    MuxedStream stream = open();
    Negotiator.dial(stream, List.of(protocol));
    return stream;
  }

  /** Opens one and says that; one too many is reset, at once or in the middle of what is said. */
  void tryOpen(String protocol, byte[] said) {
    try {
      open(protocol).write(said);
    } catch (IOException e) {
      // it may not have more
    }
  }

  @Override
  public void close() {
    muxed.close();
  }
}
