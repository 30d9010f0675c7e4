package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.multistream.driver.Negotiator;
import io.pinakes.p2p.mux.yamux.driver.YamuxConnection;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.security.pnet.PreSharedKey;
import io.pinakes.p2p.security.pnet.driver.PrivateChannel;
import io.pinakes.p2p.security.tls.driver.TlsSecurity;
import io.pinakes.p2p.transport.Duplex;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** From a raw connection to an encrypted one whose muxer is settled. */
final class Upgrader {
  private static final List<String> MUXERS = List.of(YamuxConnection.PROTOCOL);

  private final List<SecurityProtocol> security;
  private final Optional<PreSharedKey> network;
  private final RandomGenerator random;

  /** As those options have it: in order of preference, in a private network or in none. */
  Upgrader(HostOptions options, SecureRandom random, InstantSource wallClock) {
    PrivateKey identity = options.identity();
    this.security =
        options.security().stream()
            .<SecurityProtocol>map(
                kind ->
                    switch (kind) {
                      case NOISE -> new NoiseSecurity(identity, MUXERS, random);
                      case TLS -> new TlsSecurity(identity, MUXERS, random, wallClock);
                    })
            .toList();
    this.network = options.network();
    this.random = random;
  }

  /** Blocks until it is done; the owner closes the connection if that takes too long. */
  Upgraded upgrade(RawConnection raw, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException {
    List<String> names = security.stream().map(SecurityProtocol::name).toList();
    Duplex open = network.isPresent() ? PrivateChannel.over(raw, network.get(), random) : raw;
    String name = negotiate(open, raw.direction(), names);
    SecurityProtocol protocol =
        security.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow();
    SecureChannel channel = protocol.secure(open, raw.direction(), expected, scope);
    scope.authenticated(channel.peerKey().peerId());
    String muxer =
        channel.muxer().isPresent()
            ? channel.muxer().get()
            : negotiate(channel, raw.direction(), MUXERS);
    return new Upgraded(channel, name, muxer);
  }

  private static String negotiate(Duplex channel, Direction direction, List<String> names)
      throws IOException {
    return direction == Direction.OUTBOUND
        ? Negotiator.dial(channel, names)
        : Negotiator.listen(channel, names::contains);
  }

  /** What came of it. */
  record Upgraded(SecureChannel channel, String security, String muxer) {}
}
