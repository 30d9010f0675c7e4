package io.pinakes.p2p.resource;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A host's scopes, of which strangers and peers of several networks take and give back what they
 * can, in an order that a seed decides. What was granted is kept beside them, and compared with
 * what every connection and the process hold after each step.
 */
final class SimulatedScopes {
  private static final int STEPS = 400;
  private static final long MEMORY = 1 << 20;
  private static final int MOST_AT_ONCE = 70_000;

  /** About once a run. */
  private static final int PLANTED_EVERY_TURNS = 1_500;

  private static final ScopeLimits OF_PEER = ScopeLimits.NONE.with(Resource.INBOUND_STREAMS, 3);
  private static final List<PeerId> PEERS =
      IntStream.range(0, 3)
          .mapToObj(seed -> PrivateKey.generateEd25519(new SplittableRandom(seed)))
          .map(key -> key.publicKey().peerId())
          .toList();

  private final RandomGenerator random;
  private final ScopeTree tree;
  private final List<ConnectionScope> connections = new ArrayList<>();
  private final List<StreamScope> streams = new ArrayList<>();
  private final List<StreamScope> speaking = new ArrayList<>();
  private final Map<ConnectionScope, Long> ofConnections = new LinkedHashMap<>(); // that are open
  private final Map<StreamScope, Long> ofStreams = new LinkedHashMap<>(); // that are open
  private final Map<StreamScope, ConnectionScope> under = new LinkedHashMap<>();
  private int step;

  SimulatedScopes(RandomGenerator random) {
    this(random, Turn.immediate());
  }

  private SimulatedScopes(RandomGenerator random, Turn turn) {
    this.random = random;
    tree = new ScopeTree(ResourceLimits.ofMemory(MEMORY), turn);
  }

  /** With a bug: once in a while a turn is taken twice, as by a lock that tries again. */
  static SimulatedScopes planted(RandomGenerator random) {
    return new SimulatedScopes(random, new Stuttering());
  }

  /** Runs to the end, at which nothing may be held. */
  void run() {
    for (step = 0; step < STEPS; step++) {
      try {
        act();
      } catch (ResourceRefusedException | IllegalStateException expected) {
        // a limit, or a step out of turn
      }
      compare();
    }
    connections.forEach(ConnectionScope::close);
    streams.forEach(StreamScope::close);
    for (Resource resource : Resource.values()) {
      check(tree.used(resource) == 0, "of " + resource + " is left " + tree.used(resource));
    }
    check(tree.sharedScopes() == 0, "scopes are left: " + tree.sharedScopes());
  }

  private void act() throws ResourceRefusedException {
    int what = random.nextInt(8);
    if (what == 0) {
      String subnet = "192.0." + random.nextInt(3) + ".0/24";
      ConnectionScope opened = tree.openConnection(direction(), subnet);
      connections.add(opened);
      ofConnections.put(opened, ScopeTree.CONNECTION_BYTES);
    } else if (what <= 3 && !connections.isEmpty()) {
      ofConnection(what, any(connections));
    } else if (what <= 6 && !streams.isEmpty()) {
      ofStream(what, any(streams));
    } else if (what == 7 && !connections.isEmpty()) {
      close(any(connections));
    }
  }

  private void ofConnection(int what, ConnectionScope connection) throws ResourceRefusedException {
    if (what == 1) {
      connection.authenticated(PEERS.get(random.nextInt(PEERS.size())));
    } else if (what == 2) {
      long bytes = random.nextInt(MOST_AT_ONCE);
      if (connection.tryReserve(bytes)) {
        ofConnections.merge(connection, bytes, Long::sum);
      }
    } else {
      StreamScope opened = connection.openStream(direction());
      streams.add(opened);
      ofStreams.put(opened, ScopeTree.STREAM_BYTES);
      under.put(opened, connection);
    }
  }

  private void ofStream(int what, StreamScope stream) throws ResourceRefusedException {
    if (what == 4) {
      long bytes = random.nextInt(MOST_AT_ONCE);
      if (stream.tryReserve(bytes)) {
        ofStreams.merge(stream, bytes, Long::sum);
      }
    } else if (what == 5) {
      stream.close();
      ofStreams.remove(stream);
    } else if (!speaking.contains(stream)) {
      stream.speaks("/x/" + random.nextInt(2), OF_PEER);
      speaking.add(stream);
    }
  }

  private void close(ConnectionScope connection) {
    connection.close();
    ofConnections.remove(connection);
    ofStreams.keySet().removeIf(stream -> connection.equals(under.get(stream)));
  }

  private void compare() {
    long all = 0;
    for (ConnectionScope connection : connections) {
      long granted = ofConnections.getOrDefault(connection, 0L);
      for (Map.Entry<StreamScope, Long> stream : ofStreams.entrySet()) {
        granted += connection.equals(under.get(stream.getKey())) ? stream.getValue() : 0;
      }
      long held = connection.memoryBytes();
      check(held == granted, "a connection holds " + held + " and was granted " + granted);
      all += granted;
    }
    long held = tree.used(Resource.MEMORY);
    check(held == all, "the process holds " + held + ", its connections " + all);
    check(held <= MEMORY, "the process holds " + held);
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("step " + step + ": " + what);
    }
  }

  private Direction direction() {
    return random.nextBoolean() ? Direction.INBOUND : Direction.OUTBOUND;
  }

  private <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private static final class Stuttering implements Turn {
    private int turns;

    @Override
    public <T> T take(Supplier<T> action) {
      turns++;
      if (turns % PLANTED_EVERY_TURNS == 0) {
        T unused = action.get();
      }
      return action.get();
    }
  }
}
