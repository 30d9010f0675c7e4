package io.pinakes.p2p.interop;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Connection;
import java.io.IOException;
import java.util.List;

/** Another implementation, and what it says itself of what happens. */
interface Peer extends AutoCloseable {
  /** What it is, as {@code kubo}. */
  String name();

  /** Its version, as it says. */
  String version();

  PeerId id();

  /** Its TCP addresses, with its name behind. */
  List<Multiaddr> addresses();

  /** Has it dial us. */
  void dial(Multiaddr us) throws IOException;

  /** Has it close its connections to us. */
  void hangUp(PeerId us) throws IOException;

  /** Has it ping us and say whether that went well. */
  boolean pings(PeerId us) throws IOException;

  /** What it knows of us. */
  Sight sees(PeerId us) throws IOException;

  /** Whether it tells its peers of a protocol that it has begun to speak. */
  boolean pushes();

  /** Has it speak a protocol from now on. */
  void speak(String protocol) throws IOException;

  /** Opens a stream to it that sends back what comes. */
  String echoProtocol();

  /** How many streams it has echoed. */
  int echoed() throws IOException;

  /** Has it open so many streams to an echo of ours, all at once; how many came back unharmed. */
  int echoes(PeerId us, String protocol, int streams, int bytes) throws Exception;

  /** Moves so many bytes each way and compares digests with those that the peer has. */
  void moveBytes(Connection connection, long bytes) throws Exception;

  /** Has it move so many bytes each way over streams that it opens, and compares digests. */
  void hasBytesMoved(PeerId us, Handlers ours, long bytes) throws Exception;

  /** What it logged that should not be there; empty if all is well. */
  String complaints();

  @Override
  void close();

  /** What a peer knows of us. */
  record Sight(
      boolean connected,
      String agent,
      List<String> protocols,
      String direction,
      boolean signedRecord) {
    static final Sight NONE = new Sight(false, "", List.of(), "", false);
  }
}
