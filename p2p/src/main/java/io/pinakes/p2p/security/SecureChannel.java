package io.pinakes.p2p.security;

import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.transport.Duplex;
import java.util.Optional;

/** An encrypted channel to a peer that showed its key. */
public interface SecureChannel extends Duplex {
  /** The peer's key. */
  PublicKey peerKey();

  /** The muxer that the handshake settled on; empty if it is to be negotiated. */
  Optional<String> muxer();

  /** Gives back what only writing needs; the writer says so when it has nothing more for now. */
  void idle();
}
