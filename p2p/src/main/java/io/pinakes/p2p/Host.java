package io.pinakes.p2p;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A member of the network: it listens, dials, and speaks protocols. */
public interface Host extends AutoCloseable {
  /** Its name. */
  PeerId id();

  /** Where it says that it listens, without its name behind; wildcards are told one by one. */
  List<Multiaddr> addresses();

  /** Begins to listen there as well; port 0 is one of the system's choosing. */
  void listen(Multiaddr address) throws IOException;

  /**
   * Begins to connect to a peer; who asks for a peer that is being dialled joins that dial. Names
   * are followed meanwhile, 16 of a dial, and one that leads nowhere costs only its own addresses.
   * Addresses that failed lately are tried even so.
   *
   * @param addresses in any order
   * @throws IOException if the peer is this host
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

  /** Speaks a protocol from now on, by {@link ProtocolLimits#DEFAULT}. */
  default void handle(String protocol, ProtocolHandler handler) {
    handle(protocol, ProtocolLimits.DEFAULT, handler);
  }

  /** Speaks a protocol from now on, on streams within these limits. */
  void handle(String protocol, ProtocolLimits limits, ProtocolHandler handler);

  /** The protocols that it speaks. */
  Set<String> protocols();

  /**
   * Says what a peer is worth to one use of the host; where there are too many connections, those
   * of the least worth go.
   *
   * @param tag names the use; a later value of the same takes this one's place
   * @param value 0 for nothing
   */
  void tag(PeerId peer, String tag, int value);

  /** Keeps a peer's connections from being trimmed, until every tag is taken back. */
  void protect(PeerId peer, String tag);

  /** Takes a protection back. */
  void unprotect(PeerId peer, String tag);

  /**
   * Leaves in good order: nobody new is let in, peers open no more streams, those that there are
   * may come to their end; a connection is closed once it has none, at the end all are.
   *
   * @param patience how long streams may take
   */
  void leave(Duration patience);

  /** Ends all connections and listeners at once. */
  @Override
  void close();
}
