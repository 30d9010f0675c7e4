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

/** A host's book, which one thread at a time writes in. Calls nobody under its lock. */
final class KnownPeers {
  private final InstantSource clock;
  private final PeerBook book = new PeerBook(BookLimits.DEFAULT); // guarded by this

  KnownPeers(InstantSource clock) {
    this.clock = clock;
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

  /** Whether the user of the host said that the peer is there. */
  synchronized boolean isUsers(PeerId peer, Multiaddr address) {
    return book.isUsers(peer, address);
  }

  synchronized List<Multiaddr> addresses(PeerId peer) {
    return book.addresses(peer, clock.millis());
  }
}
