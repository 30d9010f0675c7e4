package io.pinakes.p2p.host;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.mux.yamux.YamuxLimits;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Hosts on loopback, on ports of the system's choosing. They are so patient that no peer that means
 * no harm is taken for one that does, however slow the machine is; where a limit is what a test is
 * about, the test sets that one.
 */
public final class TestHosts {
  /** Longer than any test. */
  public static final Duration FOR_EVER = Duration.ofHours(1);

  /** No step of a peer's ends by its time. */
  public static final HostTimeouts PATIENT = HostTimeouts.all(FOR_EVER);

  /** No connection ends by a ping that is not answered. */
  public static final YamuxLimits CALM =
      YamuxLimits.DEFAULT.withPings(FOR_EVER, FOR_EVER).withSilence(FOR_EVER);

  /** No stream of it ends by its time. */
  public static final ProtocolLimits UNHURRIED = new ProtocolLimits(2_000, FOR_EVER, FOR_EVER);

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

  /** Options with a fresh identity, and patience. */
  public static HostOptions options() {
    return HostOptions.of(
            PrivateKey.generateEd25519(new SecureRandom()), List.of(new TcpTransport()))
        .toBuilder()
        .timeouts(PATIENT)
        .yamux(CALM)
        .build();
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
