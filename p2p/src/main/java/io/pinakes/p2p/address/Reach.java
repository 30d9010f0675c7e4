package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * From where an address can be dialled, the nearest first. A peer is told, and is dialled at, only
 * addresses that reach at least as far as it is away: what is on our loopback or in our house is
 * somebody else's machine for a peer on the open network.
 *
 * <p>IP addresses are judged by IANA's registries ({@code SpecialBlocks}). A name is taken for
 * public unless it says otherwise; what it stands for is judged again when it is dialled.
 */
public enum Reach {
  /** From this machine or process. */
  LOOPBACK,
  /** From this network. */
  PRIVATE,
  /** From anywhere. */
  PUBLIC;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /** How far an address reaches; names of hosts are public unless they say otherwise. */
  public static Reach of(Multiaddr address) {
    AddressPart first = address.parts().getFirst();
    return switch (first.protocol()) {
      case IP4, IP6 -> SpecialBlocks.reach(first);
      case IP6ZONE -> PRIVATE;
      case MEMORY, UNIX -> LOOPBACK;
      case DNS, DNS4, DNS6, DNSADDR -> ofName(first.value().toLowerCase(Locale.ROOT));
      default -> PUBLIC;
    };
  }

  /** Those of the addresses that a peer so far away may be told or dialled at. */
  public List<Multiaddr> filter(List<Multiaddr> addresses) {
    return addresses.stream().filter(address -> of(address).compareTo(this) >= 0).toList();
  }

  /** What the system's resolver would take for an IP address is none to be believed of anybody. */
  private static Reach ofName(String dotted) {
    String name = dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted;
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (last.equals("localhost")
        || name.equals("localhost.localdomain")
        || name.indexOf(':') >= 0
        || NUMBER.matcher(last).matches()) {
      return LOOPBACK;
    }
    return last.equals("local") ? PRIVATE : PUBLIC;
  }
}
