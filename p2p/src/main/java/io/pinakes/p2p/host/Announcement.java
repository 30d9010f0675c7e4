package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.gate.IpRange;
import java.util.List;

/**
 * What a host says of where it listens.
 *
 * @param instead what it says instead of what it knows, as behind a router whose ports are
 *     forwarded; empty to say what it knows
 * @param never what it never says
 */
public record Announcement(List<Multiaddr> instead, List<IpRange> never) {
  /** Says what it knows, all of it. */
  public static final Announcement OF_ALL = new Announcement(List.of(), List.of());

  /** Keeps the lists from changing. */
  public Announcement {
    instead = List.copyOf(instead);
    never = List.copyOf(never);
  }

  /** What is said by a host that listens there. */
  public List<Multiaddr> of(List<Multiaddr> listening) {
    List<Multiaddr> said = instead.isEmpty() ? listening : instead;
    return said.stream()
        .filter(address -> never.stream().noneMatch(range -> range.contains(address)))
        .toList();
  }
}
