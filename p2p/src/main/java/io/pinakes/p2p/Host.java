package io.pinakes.p2p;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A member of the network: it listens, dials, and speaks protocols. */
public interface Host extends AutoCloseable {
  /** Its name. */
  PeerId id();

  /** Where it listens, without its name behind. */
  List<Multiaddr> addresses();

  /** Begins to listen there as well; port 0 is one of the system's choosing. */
  void listen(Multiaddr address) throws IOException;

  /**
   * Begins to connect to a peer; who asks for a peer that is being dialled joins that dial. Names
   * are followed before this returns; addresses that failed lately are tried even so.
   *
   * @param addresses in any order
   * @throws IOException if the peer is this host, or nobody knows a name
   */
  Dialing dial(PeerId peer, List<Multiaddr> addresses) throws IOException;

  /**
   * Begins to connect to a peer where the host knows it to be, except at addresses that failed
   * lately.
   */
  Dialing dial(PeerId peer) throws IOException;

  /** The user says where a peer is. */
  void learn(PeerId peer, List<Multiaddr> addresses);

  /** Where a peer may be, the most believable first. */
  List<Multiaddr> addressesOf(PeerId peer);

  /**
   * Connects to a peer, or returns the connection that there is.
   *
   * @throws IOException if none of the addresses leads to that peer
   */
  default Connection connect(PeerId peer, List<Multiaddr> addresses) throws IOException {
    return dial(peer, addresses).await();
  }

  /** All open connections. */
  List<Connection> connections();

  /** Speaks a protocol from now on. */
  void handle(String protocol, ProtocolHandler handler);

  /** The protocols that it speaks. */
  Set<String> protocols();

  /** Ends all connections and listeners. */
  @Override
  void close();
}
