package io.pinakes.p2p;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.util.List;

/** An encrypted connection to a peer that showed its key. */
public interface Connection extends AutoCloseable {
  /** Who is at the other end. */
  PeerId peer();

  /** The key that it showed. */
  PublicKey peerKey();

  /** Who began it. */
  Direction direction();

  /** Our end. */
  Multiaddr localAddress();

  /** The peer's end. */
  Multiaddr remoteAddress();

  /** How it is encrypted, as {@code /noise}. */
  String security();

  /** How streams are told apart, as {@code /yamux/1.0.0}. */
  String muxer();

  /**
   * Opens a stream in the first of these protocols that the peer speaks.
   *
   * @throws IOException if it speaks none, a limit stands in the way, or the connection is over
   */
  Stream open(List<String> protocols) throws IOException;

  /** Whether it has not ended. */
  boolean isOpen();

  /** Tells the peer, and closes. Streams are reset. Does not block. */
  @Override
  void close();
}
