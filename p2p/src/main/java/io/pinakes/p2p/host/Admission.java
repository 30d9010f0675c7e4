package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Subnet;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.util.Optional;

/**
 * The way in, for those who come and those who are dialled: gate, scope, upgrade, gate. Whatever
 * goes wrong, the socket is closed and nothing stays reserved.
 */
final class Admission {
  private final HostOptions options;
  private final PeerId id;
  private final ScopeTree scopes;
  private final HostMetrics metrics;
  private final Deadlines deadlines;
  private final Upgrader upgrader;
  private final Begin begin;

  /** The last argument takes over connections that are through. */
  Admission(
      HostOptions options,
      ScopeTree scopes,
      HostMetrics metrics,
      Deadlines deadlines,
      Upgrader upgrader,
      Begin begin) {
    this.metrics = metrics;
    this.options = options;
    id = options.identity().publicKey().peerId();
    this.scopes = scopes;
    this.deadlines = deadlines;
    this.upgrader = upgrader;
    this.begin = begin;
  }

  /** The transport for an address. */
  Transport transport(Multiaddr address) throws P2pException {
    return options.transports().stream()
        .filter(known -> known.serves(address))
        .findFirst()
        .orElseThrow(() -> new P2pException("no transport serves [" + address + "]"));
  }

  /** Dials an address, and lets nobody but that peer in. */
  HostConnection dial(PeerId peer, Multiaddr address, Cancellation cancellation)
      throws IOException {
    if (!options.gater().mayDial(peer, address)) {
      throw new P2pException("the gate is closed to [" + peer + "] at [" + address + "]");
    }
    ConnectionScope scope = scopes.openConnection(Direction.OUTBOUND, Subnet.of(address));
    try {
      RawConnection raw = transport(address).dial(address, options.timeouts().dial(), cancellation);
      cancellation.onCancel(raw::close);
      return upgrade(raw, Optional.of(peer), scope);
    } catch (IOException | RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /** Lets in whoever comes and can show who it is. */
  HostConnection accept(RawConnection raw) throws IOException {
    Multiaddr from = raw.remoteAddress();
    ConnectionScope scope;
    try {
      if (!options.gater().mayAccept(from)) {
        throw new P2pException("the gate is closed to [" + from + "]");
      }
      scope = scopes.openConnection(Direction.INBOUND, Subnet.of(from));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
    try {
      return upgrade(raw, Optional.empty(), scope);
    } catch (IOException | RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  private HostConnection upgrade(
      RawConnection uncounted, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException {
    RawConnection raw = new CountedConnection(uncounted, metrics);
    try {
      Upgrader.Upgraded upgraded =
          deadlines.within(
              options.timeouts().handshake(),
              raw::close,
              () -> upgrader.upgrade(raw, expected, scope));
      PeerId peer = upgraded.channel().peerKey().peerId();
      if (peer.equals(id)) {
        throw new HandshakeException("the peer is this very host");
      }
      if (!options.gater().mayTalk(peer, raw.remoteAddress())) {
        throw new P2pException("the gate is closed to [" + peer + "]");
      }
      return begin.with(raw, upgraded, scope);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Takes over a connection that is through. */
  @FunctionalInterface
  interface Begin {
    HostConnection with(RawConnection raw, Upgrader.Upgraded upgraded, ConnectionScope scope)
        throws IOException;
  }
}
