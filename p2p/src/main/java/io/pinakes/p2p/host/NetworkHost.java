package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Host;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.ProtocolHandler;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.mux.yamux.driver.YamuxConnection;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.record.PeerRecord;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.security.noise.driver.NoiseSecurity;
import io.pinakes.p2p.security.tls.driver.TlsSecurity;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** A host on real transports, threads and clocks. Speaks identify and ping from the start. */
public final class NetworkHost implements Host {
  private static final String PROTOCOL_VERSION = "ipfs/0.1.0";
  private static final Duration STALL_CHECK = Duration.ofSeconds(2);

  private final HostOptions options;
  private final PeerId id;
  private final SecureRandom random = new SecureRandom();
  private final LongSupplier clock = System::nanoTime;
  private final InstantSource wallClock;
  private final Deadlines deadlines;
  private final ScopeTree scopes;
  private final Upgrader upgrader;
  private final Map<String, ProtocolHandler> handlers = new ConcurrentHashMap<>();
  private final Map<HostConnection, Optional<IdentifyMessage>> connections =
      new ConcurrentHashMap<>();
  private final List<Transport.Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * A host that listens nowhere yet.
   *
   * @param wallClock numbers its signed records
   */
  public NetworkHost(HostOptions options, InstantSource wallClock) {
    this.options = options;
    this.wallClock = wallClock;
    id = options.identity().publicKey().peerId();
    deadlines = new Deadlines("p2p " + id);
    scopes = new ScopeTree(options.resources(), new LockedTurn());
    upgrader = new Upgrader(options.security().stream().map(this::security).toList());
    handle(Ping.PROTOCOL, Ping::answer);
    handle(Identify.PROTOCOL, this::sayWhoWeAre);
    handle(Identify.PUSH, this::hearPush);
    deadlines.every(
        STALL_CHECK, () -> connections.keySet().forEach(HostConnection::closeIfStalled));
  }

  @Override
  public PeerId id() {
    return id;
  }

  @Override
  public List<Multiaddr> addresses() {
    return listeners.stream().map(Transport.Listener::address).toList();
  }

  @Override
  public void listen(Multiaddr address) throws IOException {
    Transport.Listener listener = transport(address).listen(address);
    listeners.add(listener);
    Thread.ofVirtual().name("p2p acceptor of " + listener.address()).start(() -> accept(listener));
  }

  @Override
  public Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException {
    if (peer.equals(id)) {
      throw new P2pException("a host does not dial itself");
    }
    Optional<Connection> known =
        connections().stream().filter(open -> open.peer().equals(peer)).findFirst();
    if (known.isPresent()) {
      return known.get();
    }
    P2pException failure = new P2pException("no address leads to [" + peer + "]");
    for (Multiaddr address : addresses) {
      try {
        return dial(peer, address);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  @Override
  public List<Connection> connections() {
    return new ArrayList<>(connections.keySet());
  }

  /** What the peer of a connection says of itself; empty as long as it has not. */
  public Optional<IdentifyMessage> identified(Connection connection) {
    return connections.entrySet().stream()
        .filter(entry -> entry.getKey().equals(connection))
        .findFirst()
        .flatMap(Map.Entry::getValue);
  }

  @Override
  public void handle(String protocol, ProtocolHandler handler) {
    handlers.put(protocol, handler);
  }

  @Override
  public Set<String> protocols() {
    return new TreeSet<>(handlers.keySet());
  }

  /** Sends one ping and returns its round trip. */
  public Duration ping(Connection connection) throws IOException {
    try (Stream stream = connection.open(List.of(Ping.PROTOCOL))) {
      return deadlines.within(
          options.streamTimeout(), stream::reset, () -> Ping.once(stream, random, clock));
    }
  }

  /** What is held on behalf of peers. */
  public ScopeTree scopes() {
    return scopes;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners.forEach(Transport.Listener::close);
    connections.keySet().forEach(HostConnection::close);
    deadlines.after(Duration.ofSeconds(1), this::abortAll);
  }

  private void abortAll() {
    connections.keySet().forEach(HostConnection::abort);
    deadlines.close();
  }

  private Transport transport(Multiaddr address) throws P2pException {
    return options.transports().stream()
        .filter(known -> known.serves(address))
        .findFirst()
        .orElseThrow(() -> new P2pException("no transport serves [" + address + "]"));
  }

  private SecurityProtocol security(HostOptions.Security kind) {
    List<String> muxers = List.of(YamuxConnection.PROTOCOL);
    return switch (kind) {
      case NOISE -> new NoiseSecurity(options.identity(), muxers, random);
      case TLS -> new TlsSecurity(options.identity(), muxers, random, wallClock);
    };
  }

  private Connection dial(PeerId peer, Multiaddr address) throws IOException {
    RawConnection raw = transport(address).dial(address, options.dialTimeout());
    return admit(raw, Optional.of(peer));
  }

  private void accept(Transport.Listener listener) {
    while (!closed) {
      RawConnection raw;
      try {
        raw = listener.accept();
      } catch (IOException e) {
        if (closed) {
          return;
        }
        continue;
      }
      Thread.ofVirtual()
          .name("p2p upgrade of " + raw.remoteAddress())
          .start(
              () -> {
                try {
                  admit(raw, Optional.empty());
                } catch (IOException | RuntimeException e) {
                  // A stranger that did not get through; it was closed and costs nothing any more.
                }
              });
    }
  }

  /** Whatever goes wrong, the socket is closed and nothing stays reserved. */
  private HostConnection admit(RawConnection raw, Optional<PeerId> expected) throws IOException {
    ConnectionScope scope;
    try {
      scope = scopes.openConnection(raw.direction(), raw.subnet());
    } catch (ResourceRefusedException e) {
      raw.close();
      throw e;
    }
    try {
      Upgrader.Upgraded upgraded =
          deadlines.within(
              options.handshakeTimeout(), raw::close, () -> upgrader.upgrade(raw, expected, scope));
      if (upgraded.channel().peerKey().peerId().equals(id)) {
        throw new HandshakeException("the peer is this very host");
      }
      return begin(raw, upgraded, scope);
    } catch (IOException | RuntimeException e) {
      raw.close();
      scope.close();
      throw e;
    }
  }

  private HostConnection begin(RawConnection raw, Upgrader.Upgraded upgraded, ConnectionScope scope)
      throws IOException {
    HostConnection connection =
        new HostConnection(
            raw,
            upgraded,
            scope,
            options,
            deadlines,
            clock,
            name -> Optional.ofNullable(handlers.get(name)),
            connections::remove);
    connections.put(connection, Optional.empty());
    connection.start();
    if (closed) {
      connection.abort();
      throw new P2pException("the host is closed");
    }
    Thread.ofVirtual().name("p2p identify of " + connection.peer()).start(() -> ask(connection));
    return connection;
  }

  private void ask(HostConnection connection) {
    try (Stream stream = connection.open(List.of(Identify.PROTOCOL))) {
      stream.closeOutput();
      IdentifyMessage heard =
          deadlines.within(options.streamTimeout(), stream::reset, () -> Identify.hear(stream));
      connections.computeIfPresent(connection, (key, before) -> Optional.of(heard));
    } catch (IOException e) {
      // A peer need not speak identify; whoever asks later finds nothing known.
    }
  }

  private void sayWhoWeAre(Stream stream) throws IOException {
    PeerRecord record = new PeerRecord(id, wallClock.millis(), addresses());
    IdentifyMessage message =
        new IdentifyMessage(
            Optional.of(options.identity().publicKey()),
            addresses(),
            List.copyOf(protocols()),
            Optional.of(stream.connection().remoteAddress()),
            Optional.of(PROTOCOL_VERSION),
            Optional.of(options.agent()),
            Optional.empty());
    Identify.say(stream, message.encode(Optional.of(record.seal(options.identity()).toBytes())));
  }

  private void hearPush(Stream stream) throws IOException {
    IdentifyMessage heard = Identify.hear(stream);
    connections.computeIfPresent(
        (HostConnection) stream.connection(),
        (key, before) -> Optional.of(before.map(old -> old.updatedBy(heard)).orElse(heard)));
  }
}
