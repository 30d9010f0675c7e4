package io.pinakes.p2p.mux.yamux;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.Resource;
import io.pinakes.p2p.resource.ResourceLimits;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeLimits;
import io.pinakes.p2p.resource.ScopeTree;
import io.pinakes.p2p.resource.StreamScope;
import io.pinakes.p2p.resource.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A host's own scopes behind one session, one thread's: the whole tree above it, another connection
 * of the same peer that holds a part, and limits that are reached.
 */
final class ScopedAccounts implements StreamAccounts {
  private static final PeerId PEER =
      PrivateKey.generateEd25519(new SplittableRandom(1)).publicKey().peerId();
  private static final String SUBNET = "ip4 c00002";
  private static final String PROTOCOL = "/x/simulated";
  private static final int PARTS_OF_A_PEER = 4; // of the process; see ResourceLimits.ofMemory

  private final long processBytes;
  private final ScopeTree tree;
  private final ConnectionScope connection;
  private final ConnectionScope sibling;
  private final List<StreamScope> streams = new ArrayList<>();
  private long refused;

  /** Of a peer that may hold so many bytes. */
  ScopedAccounts(long peerBytes) {
    processBytes = PARTS_OF_A_PEER * peerBytes;
    tree = new ScopeTree(ResourceLimits.ofMemory(processBytes), new OneThread());
    try {
      connection = tree.openConnection(Direction.INBOUND, SUBNET);
      connection.authenticated(PEER);
      sibling = tree.openConnection(Direction.OUTBOUND, SUBNET);
      sibling.authenticated(PEER);
    } catch (ResourceRefusedException e) {
      throw new AssertionError("an empty tree refuses", e);
    }
  }

  @Override
  public Optional<Account> open(Direction direction) {
    try {
      StreamScope scope = connection.openStream(direction);
      scope.speaks(PROTOCOL, ScopeLimits.NONE);
      streams.add(scope);
      return Optional.of(new Charged(scope));
    } catch (ResourceRefusedException e) {
      refused++;
      return Optional.empty();
    }
  }

  /** The peer's other connection takes so much more, or gives all back. */
  void siblingHolds(long bytes) {
    if (bytes == 0) {
      sibling.release(sibling.memoryBytes() - ScopeTree.CONNECTION_BYTES);
    } else if (!sibling.tryReserve(bytes)) {
      refused++;
    }
  }

  /** Bytes that streams hold beside their flat price. */
  long held() {
    return streams.stream().mapToLong(it -> it.memoryBytes() - ScopeTree.STREAM_BYTES).sum();
  }

  /** How often a limit stood in the way. */
  long refused() {
    return refused;
  }

  /** That the sums are right on every level, and no limit was passed. */
  void check() {
    long sum = streams.stream().mapToLong(StreamScope::memoryBytes).sum();
    long all = sum + ScopeTree.CONNECTION_BYTES + sibling.memoryBytes();
    if (connection.memoryBytes() != sum + ScopeTree.CONNECTION_BYTES
        || tree.used(Resource.MEMORY) != all) {
      throw new AssertionError("the process holds " + tree.used(Resource.MEMORY) + " of " + all);
    }
    if (all > processBytes / PARTS_OF_A_PEER) {
      throw new AssertionError("the peer holds " + all);
    }
  }

  /** Closes everything; then nothing may be held anywhere. */
  void close() {
    streams.forEach(StreamScope::close);
    connection.close();
    sibling.close();
    for (Resource resource : Resource.values()) {
      if (tree.used(resource) != 0) {
        throw new AssertionError("of " + resource + " is left " + tree.used(resource));
      }
    }
    if (tree.sharedScopes() != 0) {
      throw new AssertionError("scopes are left: " + tree.sharedScopes());
    }
  }

  private final class Charged implements Account {
    private final StreamScope scope;

    private Charged(StreamScope scope) {
      this.scope = scope;
    }

    @Override
    public boolean tryReserve(long bytes) {
      boolean done = scope.tryReserve(bytes);
      refused += done ? 0 : 1;
      return done;
    }

    @Override
    public void release(long bytes) {
      scope.release(bytes);
    }
  }

  private static final class OneThread implements Turn {
    @Override
    public <T> T take(Supplier<T> action) {
      return action.get();
    }
  }
}
