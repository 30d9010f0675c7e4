package io.pinakes.p2p.gate;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;

/** Decides whom a host talks to. Safe for several threads; must not block. */
public interface ConnectionGater {
  /**
   * Whether to dial that peer at that address, in which an IP address has taken the place of a
   * name.
   */
  boolean mayDial(PeerId peer, Multiaddr address);

  /** Whether to read a byte of whoever comes from there. */
  boolean mayAccept(Multiaddr from);

  /** Whether to go on with a peer that has shown who it is, whoever began. */
  boolean mayTalk(PeerId peer, Multiaddr address);

  /** Lets everybody in. */
  static ConnectionGater open() {
    return new ConnectionGater() {
      @Override
      public boolean mayDial(PeerId peer, Multiaddr address) {
        return true;
      }

      @Override
      public boolean mayAccept(Multiaddr from) {
        return true;
      }

      @Override
      public boolean mayTalk(PeerId peer, Multiaddr address) {
        return true;
      }
    };
  }
}
