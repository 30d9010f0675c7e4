package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.address.Subnet;
import io.pinakes.p2p.dns.HostNames;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * The way in, for those who come and those who are dialled: gate, scope, upgrade, gate. Whatever
 * goes wrong, the socket is closed and nothing stays reserved.
 */
final class Admission {
  /** For one who comes: others may take the room of each who goes before it does. */
  private static final int MOST_STRANGERS_CUT = 64;

  private final HostOptions options;
  private final PeerId id;
  private final ScopeTree scopes;
  private final HostMetrics metrics;
  private final Deadlines deadlines;
  private final Upgrader upgrader;
  private final BooleanSupplier cutConnection;
  private final Begin begin;
  private final Strangers strangers = new Strangers();
  private final HostNames names;

  /**
   * Lets nobody in yet.
   *
   * @param cutConnection ends the connection that is of the least use; false if all must stay
   * @param begin takes over connections that are through
   */
  Admission(
      HostOptions options,
      ScopeTree scopes,
      HostMetrics metrics,
      Deadlines deadlines,
      Upgrader upgrader,
      BooleanSupplier cutConnection,
      Begin begin) {
    this.cutConnection = cutConnection;
    names = new HostNames(options.hosts());
    this.metrics = metrics;
    this.options = options;
    id = options.identity().publicKey().peerId();
    this.scopes = scopes;
    this.deadlines = deadlines;
    this.upgrader = upgrader;
    this.begin = begin;
  }

  /** Whether there is a transport for an address. */
  boolean serves(Multiaddr address) {
    return options.transports().stream().anyMatch(known -> known.serves(address));
  }

  /** The transport for an address. */
  Transport transport(Multiaddr address) throws P2pException {
    return options.transports().stream()
        .filter(known -> known.serves(address))
        .findFirst()
        .orElseThrow(() -> new P2pException("no transport serves [" + address + "]"));
  }

  /**
   * Dials an address, and lets nobody but that peer in.
   *
   * @param atLeast how far what the address stands for must reach
   */
  HostConnection dial(PeerId peer, Multiaddr named, Reach atLeast, Cancellation cancellation)
      throws IOException {
    Multiaddr address = behind(named, peer, atLeast);
    ConnectionScope scope = open(Direction.OUTBOUND, Subnet.of(address));
    try {
      RawConnection raw = transport(address).dial(address, options.timeouts().dial(), cancellation);
      cancellation.onCancel(raw::close);
      return upgrade(raw, Optional.of(peer), scope);
    } catch (IOException | RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /** What the address stands for now, the first that may be dialled; it is not asked for again. */
  private Multiaddr behind(Multiaddr named, PeerId peer, Reach atLeast) throws IOException {
    List<Multiaddr> found = names.resolve(named);
    List<Multiaddr> far =
        found.stream().filter(one -> Reach.of(one).compareTo(atLeast) >= 0).toList();
    if (far.isEmpty()) {
      throw new P2pException(
          "[" + named + "] leads to " + found + ", nearer than a peer may name to others");
    }
    return far.stream()
        .filter(one -> options.gater().mayDial(peer, one))
        .findFirst()
        .orElseThrow(
            () ->
                new P2pException(
                    "the gate is closed to [" + peer + "] at [" + far.getFirst() + "]"));
  }

  /** Lets in whoever comes and can show who it is. */
  HostConnection accept(RawConnection raw) throws IOException {
    Multiaddr from = raw.remoteAddress();
    ConnectionScope scope;
    try {
      if (!options.gater().mayAccept(from)) {
        throw new P2pException("the gate is closed to [" + from + "]");
      }
      scope = open(Direction.INBOUND, Subnet.of(from));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
    AtomicBoolean cut = new AtomicBoolean();
    strangers.came(
        scope,
        Subnet.of(from),
        () -> {
          cut.set(true);
          raw.close();
          scope.close();
        });
    try {
      return upgrade(raw, Optional.empty(), scope);
    } catch (IOException | RuntimeException e) {
      scope.close();
      strangers.left(scope);
      if (cut.get()) {
        throw new P2pException("had to make room for others before it showed who it is", e);
      }
      throw e;
    }
  }

  /**
   * Where there is no room, somebody goes: of strangers the slowest, of others the least useful. In
   * a flood of strangers another may take the room that was made, and then one more goes.
   */
  private ConnectionScope open(Direction direction, String subnet) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return scopes.openConnection(direction, subnet);
      } catch (ResourceRefusedException e) {
        boolean room =
            switch (e.refusal().scope()) {
              case ScopeTree.STRANGERS ->
                  tries <= MOST_STRANGERS_CUT
                      && direction == Direction.INBOUND
                      && strangers.cutOne();
              case ScopeTree.PROCESS ->
                  tries == 1 && (cutConnection.getAsBoolean() || strangers.cutOne());
              default -> false;
            };
        if (!room) {
          throw e;
        }
      }
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
              "the handshake",
              raw::close,
              () -> upgrader.upgrade(raw, expected, scope));
      PeerId peer = upgraded.channel().peerKey().peerId();
      if (raw.direction() == Direction.INBOUND && !strangers.left(scope)) {
        throw new ClosedChannelException();
      }
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
