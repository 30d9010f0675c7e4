package io.pinakes.node.peer;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.time.Instant;
import java.util.List;

/**
 * A peer that was met.
 *
 * @param id its name
 * @param addresses where it was met or says to be, the latest first; none if it only came in and
 *     listens nowhere
 * @param agent its program, as it says
 * @param seen when it was met last
 * @param cameIn whether it only ever came in by itself
 */
public record KnownPeer(
    PeerId id, List<Multiaddr> addresses, String agent, Instant seen, boolean cameIn) {
  /** Keeps the list from changing. */
  public KnownPeer {
    addresses = List.copyOf(addresses);
  }
}
