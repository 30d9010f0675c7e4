package io.pinakes.node.peer;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.gate.GateList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session does beside: twice a second it looks whether the list of what is blocked has
 * changed, and writes down who came in meanwhile, all at once, so that a crowd of strangers costs
 * two writes a second.
 */
final class PeerUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PeerUpkeep.class);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final KnownPeers known;
  private final BlockList blocks;
  private final GateList gate = new GateList();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LinkedHashMap<PeerId, KnownPeer> guests =
      new LinkedHashMap<>(); // guarded by itself
  private String stamp;

  /** Reads what is blocked. */
  PeerUpkeep(Path home, KnownPeers known) throws IOException {
    this.known = known;
    blocks = new BlockList(home);
    stamp = blocks.stamp();
    blocks.applyTo(gate);
  }

  /** Closed to what is blocked. */
  GateList gate() {
    return gate;
  }

  /**
   * Begins.
   *
   * @param gateLooked is called after each look at the list
   */
  Thread start(Runnable gateLooked) {
    return Thread.ofVirtual().name("upkeep of peers").start(() -> keepUp(gateLooked));
  }

  /** A peer came in and said what it is. */
  void cameIn(KnownPeer peer) {
    synchronized (guests) {
      guests.putLast(peer.id(), peer);
      if (guests.size() > KnownPeers.MAX_PEERS) {
        guests.pollFirstEntry();
      }
    }
  }

  private void keepUp(Runnable gateLooked) {
    boolean over = false;
    while (!over) {
      try {
        over = closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody has a reason to interrupt this", e);
      }
      lookAtBlocks();
      gateLooked.run();
      remember();
    }
  }

  /** A list that cannot be read leaves in force what it said before. */
  private void lookAtBlocks() {
    try {
      String now = blocks.stamp();
      if (!now.equals(stamp)) {
        stamp = now;
        blocks.applyTo(gate);
      }
    } catch (IOException e) {
      LOG.warn("what was blocked before stays so: {}", e.getMessage());
    }
  }

  private void remember() {
    List<KnownPeer> met;
    synchronized (guests) {
      met = List.copyOf(guests.values());
      guests.clear();
    }
    if (met.isEmpty()) {
      return;
    }
    try {
      known.meet(met);
    } catch (IOException e) {
      LOG.warn("who came in is not remembered: {}", e.getMessage());
    }
  }

  /** After a last look. */
  @Override
  public void close() {
    closed.countDown();
  }
}
