package io.pinakes.node.peer;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.P2pException;

/** A peer that had let this node in closed the connection. */
public final class PeerLeftException extends P2pException {
  private static final long serialVersionUID = 1L;

  PeerLeftException(PeerId peer, String when) {
    super("[" + peer + "] closed the connection " + when);
  }
}
