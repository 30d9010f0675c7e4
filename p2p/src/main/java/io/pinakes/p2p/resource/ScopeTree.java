package io.pinakes.p2p.resource;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * All scopes of a host, and who is charged for what:
 *
 * <pre>{@code
 * stranger's connection → unauthenticated, subnet, process
 * connection            → peer, subnet, process
 * stream                → connection and all above it, then its protocol too, and that of its peer
 * }</pre>
 *
 * <p>Peers share what the process has, and what a protocol has, by {@link Share}.
 *
 * <p>Scopes of subnets, peers and protocols are made when first charged and dropped with the last
 * scope below them, so the tree is as large as what is open. It has no lock: whatever changes it
 * runs in a {@link Turn}.
 */
public final class ScopeTree {
  /** The name of the scope of all of the host. */
  public static final String PROCESS = "process";

  /** The name of the scope of all connections whose handshake has not ended. */
  public static final String STRANGERS = "unauthenticated";

  /** What a connection costs beside its buffers, in bytes: two threads, a session, keys. */
  public static final long CONNECTION_BYTES = 16 * 1024;

  /**
   * What a stream costs beside its buffers, in bytes: a thread, its state, and the first 4 KiB that
   * it has yet to send, so that a write always gets on.
   */
  public static final long STREAM_BYTES = 8 * 1024;

  private final ResourceLimits limits;
  private final Turn turn;
  private final Scope process;
  private final Scope unauthenticated;
  private final Map<String, Scope> shared = new TreeMap<>();
  private final List<SharedPool> poolsOfPeers;
  private final Map<String, SharedPool> poolsOfProtocols = new TreeMap<>();
  private long opened;

  /** A tree with nothing open. */
  public ScopeTree(ResourceLimits limits, Turn turn) {
    this.limits = limits;
    this.turn = turn;
    process = new Scope(PROCESS, limits.process(), List.of());
    unauthenticated = new Scope(STRANGERS, limits.unauthenticated(), List.of(process));
    poolsOfPeers =
        List.of(
            new SharedPool(Resource.MEMORY, limits.memoryOfPeers()),
            new SharedPool(Resource.INBOUND_STREAMS, limits.streamsOfPeers()));
  }

  /**
   * A scope for a connection to a stranger: one connection, one descriptor and {@link
   * #CONNECTION_BYTES}.
   *
   * @param subnet the network it comes from, as text; empty where none is counted, as for loopback
   */
  public ConnectionScope openConnection(Direction direction, String subnet)
      throws ResourceRefusedException {
    return orThrow(() -> newConnection(direction, subnet));
  }

  /** How much of a resource the whole host holds. */
  public long used(Resource resource) {
    return turn.take(() -> process.used(resource));
  }

  /** How many scopes of subnets, peers and protocols there are. */
  public int sharedScopes() {
    return turn.take(shared::size);
  }

  long used(Scope scope, Resource resource) {
    return turn.take(() -> scope.used(resource));
  }

  boolean tryReserve(Scope scope, long bytes) {
    return turn.take(() -> scope.reserve(Resource.MEMORY, bytes).isEmpty());
  }

  void reserve(Scope scope, long bytes) throws ResourceRefusedException {
    check(turn.take(() -> scope.reserve(Resource.MEMORY, bytes)));
  }

  void release(Scope scope, long bytes) {
    turn.take(
        () -> {
          scope.release(Resource.MEMORY, bytes);
          return true;
        });
  }

  void authenticate(Scope connection, PeerId peer) throws ResourceRefusedException {
    check(
        turn.take(
            () -> {
              requireStranger(connection, true);
              List<Scope> above = new ArrayList<>();
              above.add(
                  shared.computeIfAbsent(
                      "peer " + peer, name -> new SharingScope(name, limits.peer(), poolsOfPeers)));
              connection.above().stream()
                  .filter(scope -> !scope.equals(unauthenticated))
                  .forEach(above::add);
              Optional<Refusal> refusal = connection.moveUnder(above);
              if (refusal.isEmpty()) {
                connection.limit(limits.connection());
              }
              dropUnused(above);
              return refusal;
            }));
  }

  StreamScope openStream(Scope connection, Direction direction) throws ResourceRefusedException {
    return orThrow(() -> newStream(connection, direction));
  }

  void assign(Scope stream, String protocol, ScopeLimits ofPeer) throws ResourceRefusedException {
    check(
        turn.take(
            () -> {
              List<Scope> above = new ArrayList<>(stream.above());
              above.add(protocolOfPeer(stream, protocol, ofPeer));
              above.add(sharedScope("protocol " + protocol, limits.protocol()));
              Optional<Refusal> refusal = stream.moveUnder(above);
              dropUnused(above);
              return refusal;
            }));
  }

  void close(Scope scope) {
    turn.take(
        () -> {
          List<Scope> charged = scope.chargedWithThoseBelow();
          scope.close();
          dropUnused(charged);
          return true;
        });
  }

  private Outcome<ConnectionScope> newConnection(Direction direction, String subnet) {
    List<Scope> above = new ArrayList<>();
    above.add(unauthenticated);
    if (!subnet.isEmpty()) {
      above.add(sharedScope("subnet " + subnet, limits.subnet()));
    }
    above.add(process);
    Scope scope = new Scope("connection " + ++opened, limits.stranger(), above);
    Resource kind =
        direction == Direction.INBOUND
            ? Resource.INBOUND_CONNECTIONS
            : Resource.OUTBOUND_CONNECTIONS;
    Optional<Refusal> refusal =
        scope
            .reserve(kind, 1)
            .or(() -> scope.reserve(Resource.DESCRIPTORS, 1))
            .or(() -> scope.reserve(Resource.MEMORY, CONNECTION_BYTES));
    return outcome(scope, new ConnectionScope(this, scope), refusal);
  }

  private Outcome<StreamScope> newStream(Scope connection, Direction direction) {
    requireStranger(connection, false);
    List<Scope> above = new ArrayList<>();
    above.add(connection);
    above.addAll(connection.above());
    Scope scope = new Scope("stream " + ++opened, limits.stream(), above);
    Resource kind =
        direction == Direction.INBOUND ? Resource.INBOUND_STREAMS : Resource.OUTBOUND_STREAMS;
    Optional<Refusal> refusal =
        connection.isClosed()
            ? Optional.of(connection.gone())
            : scope.reserve(kind, 1).or(() -> scope.reserve(Resource.MEMORY, STREAM_BYTES));
    return outcome(scope, new StreamScope(this, scope), refusal);
  }

  /**
   * Streams begin after the one change of who is charged, so none is ever left with another peer.
   */
  private void requireStranger(Scope connection, boolean expected) {
    if (connection.above().contains(unauthenticated) != expected) {
      throw new IllegalStateException(
          connection.name() + (expected ? " was authenticated before" : " is a stranger's"));
    }
  }

  private <T> Outcome<T> outcome(Scope scope, T made, Optional<Refusal> refusal) {
    if (refusal.isPresent()) {
      scope.close();
      dropUnused(scope.above());
    }
    return new Outcome<>(made, refusal);
  }

  private Scope protocolOfPeer(Scope stream, String protocol, ScopeLimits limit) {
    String peer =
        stream.above().stream()
            .filter(SharingScope.class::isInstance)
            .map(Scope::name)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(stream.name() + " has its protocol"));
    SharedPool pool =
        poolsOfProtocols.computeIfAbsent(
            "protocol " + protocol,
            key -> new SharedPool(Resource.INBOUND_STREAMS, limits.streamsOfProtocol()));
    Scope scope =
        shared.computeIfAbsent(
            "protocol " + protocol + " of " + peer,
            name -> new SharingScope(name, limit, List.of(pool)));
    if (!limit.equals(ScopeLimits.NONE)) {
      // Who was first may have been a stream of ours, for which there is none.
      scope.limit(limit);
    }
    return scope;
  }

  private Scope sharedScope(String name, ScopeLimits limit) {
    return shared.computeIfAbsent(name, key -> new Scope(key, limit, List.of()));
  }

  private void dropUnused(List<Scope> scopes) {
    for (Scope scope : scopes) {
      if (scope.isUnused() && shared.remove(scope.name(), scope)) {
        poolsOfProtocols.remove(scope.name());
      }
    }
  }

  private <T> T orThrow(Supplier<Outcome<T>> action) throws ResourceRefusedException {
    Outcome<T> outcome = turn.take(action);
    check(outcome.refusal());
    return outcome.made();
  }

  private static void check(Optional<Refusal> refusal) throws ResourceRefusedException {
    if (refusal.isPresent()) {
      throw new ResourceRefusedException(refusal.get());
    }
  }

  private record Outcome<T>(T made, Optional<Refusal> refusal) {}
}
