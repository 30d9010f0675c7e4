package io.pinakes.node.peer;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.dns.SystemTxtResolver;
import io.pinakes.p2p.host.HostMetrics;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.transport.Transport;
import io.pinakes.p2p.transport.tcp.TcpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A host for the time of one command, under the home's own name. */
public final class PeerSession implements AutoCloseable {
  private static final Duration WHO_IS_IT = Duration.ofSeconds(5);
  private static final Duration LAST_WRITE = Duration.ofSeconds(5);
  private static final Transport TRANSPORT = new TcpTransport();

  private final InstantSource clock = InstantSource.system();
  private final KnownPeers known;
  private final PeerUpkeep upkeep;
  private final Thread keeper;
  private final NetworkHost host;
  private final Map<PeerId, CountDownLatch> awaited = new ConcurrentHashMap<>();

  /**
   * Opens a host that listens nowhere.
   *
   * @param home whose peers it remembers
   * @param key its own
   * @param events hears what happens to it
   */
  public PeerSession(Path home, PrivateKey key, String agent, Consumer<HostEvent> events)
      throws IOException {
    known = new KnownPeers(home);
    upkeep = new PeerUpkeep(home, known);
    // First what follows from an event, then who hears of it: what was told of is remembered.
    Consumer<HostEvent> followed = this::onEvent;
    HostOptions options =
        HostOptions.of(key, List.of(TRANSPORT)).toBuilder()
            .agent(agent)
            .gater(upkeep.gate())
            .names(new SystemTxtResolver())
            .events(followed.andThen(events))
            .build();
    host = new NetworkHost(options, clock);
    keeper = upkeep.start(host::cutOffBlocked);
  }

  /** Who this node is. */
  public PeerId id() {
    return host.id();
  }

  /** What it speaks. */
  public Set<String> protocols() {
    return host.protocols();
  }

  /** Whether it could dial that address, or listen there; a name of the DNS may lead anywhere. */
  public static boolean speaks(Multiaddr address) {
    return DnsAddresses.isName(address) || TRANSPORT.serves(address);
  }

  /** Begins to listen there, and says where that is, each with the node's name behind. */
  public List<Multiaddr> listen(Multiaddr address) throws IOException {
    host.listen(address);
    return host.addresses().stream().map(at -> at.with(host.id())).toList();
  }

  /**
   * Connects, and remembers where.
   *
   * @param text an address that ends in a peer's name, or the name of a peer that was met
   * @throws IllegalArgumentException if it is neither, or this node's own
   * @throws PeerLeftException if the peer let this node in and closed the connection at once
   * @throws P2pException if nothing leads to it
   */
  public Met connect(String text) throws IOException {
    long begin = System.nanoTime();
    PeerId peer;
    List<Multiaddr> addresses;
    if (text.startsWith("/")) {
      Multiaddr address = Multiaddr.parse(text);
      peer =
          address
              .peerId()
              .orElseThrow(
                  () -> new IllegalArgumentException("[" + text + "] ends in no peer: /p2p/NAME"));
      addresses = List.of(address);
    } else {
      peer = PeerId.parse(text);
      addresses = known.find(peer).map(KnownPeer::addresses).orElse(List.of());
    }
    if (peer.equals(host.id())) {
      throw new IllegalArgumentException("[" + peer + "] is this node itself");
    }
    CountDownLatch told = awaited.computeIfAbsent(peer, key -> new CountDownLatch(1));
    Connection connection = dial(peer, addresses);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    await(told);
    Optional<IdentifyMessage> who = host.identified(connection);
    if (who.isEmpty() && !connection.isOpen()) {
      throw new PeerLeftException(peer, "at once");
    }
    String agent = who.flatMap(IdentifyMessage::agent).orElse("");
    List<Multiaddr> there = List.of(connection.remoteAddress());
    known.meet(List.of(new KnownPeer(peer, there, agent, clock.instant(), false)));
    return new Met(connection, took, who);
  }

  /** Whatever is in the way is of the network, also where the DNS does not know a name. */
  private Connection dial(PeerId peer, List<Multiaddr> addresses) throws P2pException {
    try {
      return host.connect(peer, addresses);
    } catch (P2pException e) {
      throw e;
    } catch (IOException e) {
      throw new P2pException(P2pException.reasonOf(e), e);
    }
  }

  /**
   * One round trip.
   *
   * @throws PeerLeftException if the peer has closed the connection
   */
  public Duration ping(Connection connection) throws IOException {
    try {
      return host.ping(connection);
    } catch (IOException e) {
      if (!connection.isOpen()) {
        throw new PeerLeftException(connection.peer(), "while it was pinged");
      }
      throw e;
    }
  }

  /** What has happened, in figures. */
  public HostMetrics metrics() {
    return host.metrics();
  }

  /** Leaves, lets streams come to their end for a moment, and writes down who came in. */
  @Override
  public void close() {
    host.leave(Duration.ofSeconds(1));
    upkeep.close();
    try {
      boolean unused = keeper.join(LAST_WRITE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onEvent(HostEvent event) {
    switch (event) {
      case HostEvent.Identified it -> {
        told(it.peer());
        remember(it);
      }
      case HostEvent.IdentifyFailed it -> told(it.peer());
      case HostEvent.Left it -> told(it.peer());
      default -> {}
    }
  }

  /** Whoever waits for that peer learns that it has said what it will, or all that it ever will. */
  private void told(PeerId peer) {
    Optional.ofNullable(awaited.get(peer)).ifPresent(CountDownLatch::countDown);
  }

  /** One that came in is found again where it says that it listens; its port here leads nowhere. */
  private void remember(HostEvent.Identified it) {
    boolean cameIn =
        host.connections().stream()
            .anyMatch(
                open -> open.peer().equals(it.peer()) && open.direction() == Direction.INBOUND);
    if (cameIn) {
      List<Multiaddr> said =
          host.addressesOf(it.peer()).stream().filter(PeerSession::isToBeKept).toList();
      upkeep.cameIn(new KnownPeer(it.peer(), said, it.agent(), clock.instant(), true));
    }
  }

  /**
   * Of what a peer says of itself, addresses by number alone: a name would be dialled later as if
   * the user had said it, and may by then stand for this machine, or for one of its network.
   */
  static boolean isToBeKept(Multiaddr address) {
    AddressProtocol first = address.parts().getFirst().protocol();
    return TRANSPORT.serves(address)
        && (first == AddressProtocol.IP4 || first == AddressProtocol.IP6);
  }

  /** A peer need not say who it is; it is not waited for for long. */
  private static void await(CountDownLatch identified) throws IOException {
    try {
      boolean unused = identified.await(WHO_IS_IT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a peer says who it is", e);
    }
  }

  /**
   * A peer that is connected.
   *
   * @param connection to it
   * @param took from the first byte until it was through
   * @param who what it says of itself; empty if it does not
   */
  public record Met(Connection connection, Duration took, Optional<IdentifyMessage> who) {}
}
