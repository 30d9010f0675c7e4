package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** Hosts on loopback, on ports of the system's choosing. */
public final class TestHosts {
  private TestHosts() {}

  /** A host that listens. */
  public static NetworkHost listening() throws IOException {
    return listening(options());
  }

  /** A host that listens, with these options. */
  public static NetworkHost listening(HostOptions options) throws IOException {
    NetworkHost host = new NetworkHost(options, InstantSource.system());
    host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    return host;
  }

  /** Options with a fresh identity. */
  public static HostOptions options() {
    return HostOptions.of(
        PrivateKey.generateEd25519(new SecureRandom()), List.of(new TcpTransport()));
  }

  /** Options with a fresh identity and these ways to encrypt. */
  public static HostOptions options(HostOptions.Security... security) {
    return options().toBuilder().security(security).build();
  }

  /** Connects the one to the other. */
  public static Connection connect(NetworkHost from, NetworkHost to) throws IOException {
    return from.connect(to.id(), to.addresses());
  }
}
