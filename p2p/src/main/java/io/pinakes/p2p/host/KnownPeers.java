package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.address.Reach;
import io.pinakes.p2p.book.AddressSource;
import io.pinakes.p2p.book.BookLimits;
import io.pinakes.p2p.book.PeerBook;
import io.pinakes.p2p.identify.IdentifyMessage;
import io.pinakes.p2p.record.PeerRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * A host's book, which one thread at a time writes in. Calls nobody under its lock.
 *
 * <p>What a peer says of itself holds for as long as it is connected, and its time to be forgotten
 * begins when it leaves: it has no reason to say the same again.
 */
final class KnownPeers {
  private final InstantSource clock;
  private final Function<PeerId, List<HostConnection>> connections;
  private final PeerBook book = new PeerBook(BookLimits.DEFAULT); // guarded by this

  /**
   * A book that knows nobody.
   *
   * @param connections finds those that there are to a peer
   */
  KnownPeers(InstantSource clock, Function<PeerId, List<HostConnection>> connections) {
    this.clock = clock;
    this.connections = connections;
  }

  /** The user of the host says so. */
  synchronized void learn(PeerId peer, List<Multiaddr> addresses) {
    book.heard(peer, AddressSource.USER, addresses, clock.millis());
  }

  /** The peer says so itself. Only addresses that lead from here to there are believed. */
  synchronized void heard(HostConnection connection, IdentifyMessage message) {
    Reach reach = Reach.of(connection.remoteAddress());
    if (message.record().isPresent()) {
      PeerRecord record = message.record().get();
      book.heard(record, reach.filter(record.addresses()), clock.millis());
    } else {
      book.heard(
          connection.peer(),
          AddressSource.CONNECTION,
          reach.filter(message.addresses()),
          clock.millis());
    }
  }

  /** What the peer said last holds as if it said it now. */
  void stillHolds(HostConnection connection) {
    connection.identified().ifPresent(message -> heard(connection, message));
  }

  /** Whether the user of the host said that the peer is there. */
  synchronized boolean isUsers(PeerId peer, Multiaddr address) {
    return book.isUsers(peer, address);
  }

  List<Multiaddr> addresses(PeerId peer) {
    connections.apply(peer).forEach(this::stillHolds);
    synchronized (this) {
      return book.addresses(peer, clock.millis());
    }
  }
}
