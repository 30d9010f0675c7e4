package io.pinakes.p2p.dial;

import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.address.Reach;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The order in which addresses are dialled: direct ones before relayed ones, near ones before far
 * ones, and within such a group IPv6 and the rest in turn (RFC 8305, section 4), so that a host
 * without one of them loses one delay and no more. Else as they were given.
 */
public final class AddressRanking {
  private static final Comparator<Multiaddr> GROUPS =
      Comparator.<Multiaddr, Boolean>comparing(address -> address.has(AddressProtocol.P2P_CIRCUIT))
          .thenComparing(Reach::of);

  private AddressRanking() {}

  /** Each address once, the best first. */
  public static List<Multiaddr> rank(Collection<Multiaddr> addresses) {
    List<Multiaddr> sorted = new ArrayList<>(new LinkedHashSet<>(addresses));
    sorted.sort(GROUPS);
    List<Multiaddr> ranked = new ArrayList<>();
    for (int from = 0; from < sorted.size(); ) {
      int to = from + 1;
      while (to < sorted.size() && GROUPS.compare(sorted.get(from), sorted.get(to)) == 0) {
        to++;
      }
      ranked.addAll(inTurn(sorted.subList(from, to)));
      from = to;
    }
    return ranked;
  }

  private static List<Multiaddr> inTurn(List<Multiaddr> group) {
    Deque<Multiaddr> six = new ArrayDeque<>();
    Deque<Multiaddr> rest = new ArrayDeque<>();
    group.forEach(address -> (isIp6(address) ? six : rest).addLast(address));
    List<Multiaddr> mixed = new ArrayList<>();
    while (!six.isEmpty() || !rest.isEmpty()) {
      if (!six.isEmpty()) {
        mixed.add(six.removeFirst());
      }
      if (!rest.isEmpty()) {
        mixed.add(rest.removeFirst());
      }
    }
    return mixed;
  }

  private static boolean isIp6(Multiaddr address) {
    AddressProtocol first = address.parts().getFirst().protocol();
    return first == AddressProtocol.IP6
        || first == AddressProtocol.IP6ZONE
        || first == AddressProtocol.DNS6;
  }
}
