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

  /**
   * Opens a stream in a protocol that the peer has said it speaks, and does not wait for its word
   * again: the proposal travels along with the first bytes that are written. If it does not speak
   * it after all, reading fails: with an {@link
   * io.pinakes.p2p.multistream.UnsupportedProtocolsException} if its word is heard before it gives
   * the stream up.
   *
   * @throws IOException if a limit stands in the way, or the connection is over
   */
  Stream propose(String protocol) throws IOException;

  /** Whether it has not ended. */
  boolean isOpen();

  /** Tells the peer, and closes. Streams are reset. Does not block. */
  @Override
  void close();
}
