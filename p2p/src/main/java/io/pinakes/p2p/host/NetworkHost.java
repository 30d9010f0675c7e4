package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Dialing;
import io.pinakes.p2p.Host;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.ProtocolHandler;
import io.pinakes.p2p.ProtocolLimits;
import io.pinakes.p2p.Stream;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.identify.Identify;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.ping.Ping;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.transport.RawConnection;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A host on real transports, threads and clocks. Speaks identify and ping from the start. */
public final class NetworkHost implements Host {
  private static final Duration STREAMS_CHECK = Duration.ofMillis(20);
  private static final int STALL_CHECKS = 8; // within the time that a peer may stall

  private final HostOptions options;
  private final PeerId id;
  private final SecureRandom random = new SecureRandom();
  private final LongSupplier clock = System::nanoTime;
  private final Deadlines deadlines;
  private final ScopeTree scopes;
  private final Admission admission;
  private final Dialer dialer;
  private final KnownPeers known;
  private final Identification identification;
  private final SpokenProtocols handlers;
  private final OpenConnections connections;
  private final Listeners listeners;
  private final HostMetrics metrics;
  private final Consumer<HostEvent> events;
  private final PeerWorth worth = new PeerWorth();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean leaving;

  /**
   * A host that listens nowhere yet.
   *
   * @param wallClock numbers its signed records
   */
  public NetworkHost(HostOptions options, InstantSource wallClock) {
    this.options = options;
    id = options.identity().publicKey().peerId();
    deadlines = new Deadlines("p2p " + id);
    scopes = new ScopeTree(options.resources(), new LockedTurn());
    metrics = new HostMetrics(scopes);
    events = metrics.andThen(options.events());
    handlers = new SpokenProtocols(events);
    connections =
        new OpenConnections(new Trimmer(options.trimming(), worth, clock, events), events);
    known = new KnownPeers(wallClock, connections::allTo);
    identification =
        new Identification(this, options, events, deadlines, known, wallClock, clock, this::pause);
    Upgrader upgrader = new Upgrader(options, random, wallClock);
    admission =
        new Admission(
            options, scopes, metrics, deadlines, upgrader, connections::makeRoom, this::begin);
    listeners = new Listeners(admission, events, this::pause);
    dialer =
        new Dialer(
            options.dialling(),
            clock,
            connections::to,
            admission::serves,
            new DnsAddresses(options.names()),
            admission::dial,
            this::dialFailed);
    ProtocolLimits exchange =
        new ProtocolLimits(
            Identify.STREAMS_OF_PEER, ProtocolLimits.UNLIMITED, options.timeouts().exchange());
    handle(Identify.PROTOCOL, exchange, identification::answer);
    handle(Identify.PUSH, exchange, identification::hearPush);
    handle(
        Ping.PROTOCOL,
        new ProtocolLimits(
            Ping.STREAMS_OF_PEER, options.timeouts().ping(), ProtocolLimits.UNLIMITED),
        Ping::answer);
    deadlines.every(options.timeouts().stall().dividedBy(STALL_CHECKS), connections::closeStalled);
  }

  @Override
  public PeerId id() {
    return id;
  }

  @Override
  public List<Multiaddr> addresses() {
    return options.announcement().of(listeners.addresses());
  }

  /** Where it listens, whatever it says of that. */
  List<Multiaddr> listening() {
    return listeners.addresses();
  }

  @Override
  public void listen(Multiaddr address) throws IOException {
    listeners.listen(address);
    identification.changed();
  }

  @Override
  public Dialing dial(PeerId peer, List<Multiaddr> addresses) throws IOException {
    return dial(peer, addresses, address -> Reach.LOOPBACK);
  }

  private Dialing dial(PeerId peer, List<Multiaddr> addresses, Function<Multiaddr, Reach> atLeast)
      throws IOException {
    if (peer.equals(id)) {
      throw new P2pException("a host does not dial itself");
    }
    Map<Multiaddr, Reach> reaching = new LinkedHashMap<>();
    addresses.forEach(address -> reaching.put(address, atLeast.apply(address)));
    return dialer.dial(peer, reaching);
  }

  @Override
  public Dialing dial(PeerId peer) throws IOException {
    return dial(
        peer,
        dialer.notHeld(peer, known.addresses(peer)),
        address -> known.isUsers(peer, address) ? Reach.LOOPBACK : Reach.of(address));
  }

  @Override
  public void learn(PeerId peer, List<Multiaddr> addresses) {
    known.learn(peer, addresses);
  }

  @Override
  public List<Multiaddr> addressesOf(PeerId peer) {
    return known.addresses(peer);
  }

  @Override
  public List<Connection> connections() {
    return connections.list();
  }

  /** What the peer of a connection says of itself; empty as long as it has not. */
  public Optional<IdentifyMessage> identified(Connection connection) {
    return ((HostConnection) connection).identified();
  }

  @Override
  public void handle(String protocol, ProtocolLimits limits, ProtocolHandler handler) {
    handlers.put(protocol, limits, handler);
    identification.changed();
  }

  @Override
  public Set<String> protocols() {
    return handlers.names();
  }

  /** Sends one ping and returns its round trip. */
  public Duration ping(Connection connection) throws IOException {
    try (Stream stream = connection.open(List.of(Ping.PROTOCOL))) {
      return deadlines.within(
          options.timeouts().stream(),
          "the ping",
          stream::reset,
          () -> Ping.once(stream, random, clock));
    }
  }

  @Override
  public void tag(PeerId peer, String tag, int value) {
    worth.tag(peer, tag, value);
  }

  @Override
  public void protect(PeerId peer, String tag) {
    worth.protect(peer, tag);
  }

  @Override
  public void unprotect(PeerId peer, String tag) {
    worth.unprotect(peer, tag);
  }

  @Override
  public void leave(Duration patience) {
    leaving = true; // first, so that none is missed that begins meanwhile
    connections.leave();
    listeners.close();
    long begin = clock.getAsLong();
    while (connections.closeIdle()
        && clock.getAsLong() - begin < patience.toNanos()
        && pause(STREAMS_CHECK)) {}
    close();
  }

  /** Cuts the connections to whom the gate is closed by now. To be called when it has changed. */
  public void cutOffBlocked() {
    connections.cutOff(options.gater()::mayTalk);
  }

  /** What has happened to it, in figures. */
  public HostMetrics metrics() {
    return metrics;
  }

  /** What is held on behalf of peers. */
  public ScopeTree scopes() {
    return scopes;
  }

  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    closed.countDown();
    listeners.close();
    connections.close();
    var unused = deadlines.after(Duration.ofSeconds(1), this::abortAll);
  }

  private void abortAll() {
    connections.abort();
    deadlines.close();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean pause(Duration time) {
    try {
      return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody has a reason to interrupt an acceptor", e);
    }
  }

  private void dialFailed(PeerId peer, Multiaddr address, Exception cause) {
    events.accept(new HostEvent.DialFailed(peer, address, P2pException.reasonOf(cause)));
  }

  private void ended(HostConnection connection, String reason) {
    known.stillHolds(connection);
    connections.ended(connection, reason);
  }

  private HostConnection begin(RawConnection raw, Upgrader.Upgraded upgraded, ConnectionScope scope)
      throws IOException {
    HostConnection connection =
        new HostConnection(
            raw,
            upgraded,
            scope,
            options.timeouts(),
            deadlines,
            clock,
            options.yamux(),
            handlers::find,
            this::ended);
    connections.begin(connection);
    if (leaving || isClosed()) {
      connection.abort();
      throw new P2pException("the host is closed");
    }
    Thread.ofVirtual()
        .name("p2p identify of " + connection.peer())
        .start(() -> identification.ask(connection));
    return connection;
  }
}
