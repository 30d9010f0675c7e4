package io.pinakes.node.peer;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.dns.SystemTxtResolver;
import io.pinakes.p2p.host.HostMetrics;
import io.pinakes.p2p.host.HostOptions;
import io.pinakes.p2p.host.NetworkHost;
import io.pinakes.p2p.identify.IdentifyMessage;
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

  private final InstantSource clock = InstantSource.system();
  private final KnownPeers known;
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
    HostOptions options =
        HostOptions.of(key, List.of(new TcpTransport())).toBuilder()
            .agent(agent)
            .gater(known.gate())
            .names(new SystemTxtResolver())
            .events(events.andThen(this::onEvent))
            .build();
    host = new NetworkHost(options, clock);
  }

  /** Who this node is. */
  public PeerId id() {
    return host.id();
  }

  /** What it speaks. */
  public Set<String> protocols() {
    return host.protocols();
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
   * @throws IllegalArgumentException if it is neither
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
    CountDownLatch identified = awaited.computeIfAbsent(peer, key -> new CountDownLatch(1));
    Connection connection = host.connect(peer, addresses);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    await(identified);
    Optional<IdentifyMessage> who = host.identified(connection);
    known.meet(
        peer,
        connection.remoteAddress(),
        who.flatMap(IdentifyMessage::agent).orElse(""),
        clock.instant());
    return new Met(connection, took, who);
  }

  /** One round trip. */
  public Duration ping(Connection connection) throws IOException {
    return host.ping(connection);
  }

  /** What has happened, in figures. */
  public HostMetrics metrics() {
    return host.metrics();
  }

  /** Leaves, and lets streams come to their end for a moment. */
  @Override
  public void close() {
    host.leave(Duration.ofSeconds(1));
  }

  private void onEvent(HostEvent event) {
    if (event instanceof HostEvent.Identified it) {
      awaited.computeIfAbsent(it.peer(), key -> new CountDownLatch(1)).countDown();
    }
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
