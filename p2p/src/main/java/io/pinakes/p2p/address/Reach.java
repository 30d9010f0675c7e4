package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;
import java.util.Locale;

/**
 * From where an address can be dialled, the nearest first. A peer is told, and is dialled at, only
 * addresses that reach at least as far as it is away: what is on our loopback or in our house is
 * somebody else's machine for a peer on the open network.
 *
 * <p>Blocks of IPv4: 127/8; 0/8, 10/8, 100.64/10, 169.254/16, 172.16/12, 192.168/16 (RFC 6890). Of
 * IPv6: ::1; ::, fc00::/7, fe80::/10, and IPv4 within ::ffff:0:0/96.
 */
public enum Reach {
  /** From this machine or process. */
  LOOPBACK,
  /** From this network. */
  PRIVATE,
  /** From anywhere. */
  PUBLIC;

  private static final int MAPPED_PREFIX_BYTES = 12;

  /** How far an address reaches; names of hosts are public unless they say otherwise. */
  public static Reach of(Multiaddr address) {
    AddressPart first = address.parts().getFirst();
    return switch (first.protocol()) {
      case IP4 -> ofIp4(first.rawValue(), 0);
      case IP6 -> ofIp6(first.rawValue());
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

  private static Reach ofName(String name) {
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return LOOPBACK;
    }
    return name.endsWith(".local") ? PRIVATE : PUBLIC;
  }

  private static Reach ofIp4(byte[] ip, int at) {
    int a = ip[at] & 0xff;
    int b = ip[at + 1] & 0xff;
    if (a == 127) {
      return LOOPBACK;
    }
    boolean house =
        a == 0
            || a == 10
            || a == 100 && b >> 6 == 1
            || a == 169 && b == 254
            || a == 172 && b >> 4 == 1
            || a == 192 && b == 168;
    return house ? PRIVATE : PUBLIC;
  }

  private static Reach ofIp6(byte[] ip) {
    boolean zero = true;
    for (int i = 0; i < MAPPED_PREFIX_BYTES - 2; i++) {
      zero &= ip[i] == 0;
    }
    if (zero && ip[10] == -1 && ip[11] == -1) {
      return ofIp4(ip, MAPPED_PREFIX_BYTES);
    }
    if (zero && ip[10] == 0 && ip[11] == 0 && ip[12] == 0 && ip[13] == 0 && ip[14] == 0) {
      return ip[15] == 1 ? LOOPBACK : ip[15] == 0 ? PRIVATE : PUBLIC;
    }
    boolean unique = (ip[0] & 0xfe) == 0xfc;
    boolean link = (ip[0] & 0xff) == 0xfe && (ip[1] & 0xc0) == 0x80;
    return unique || link ? PRIVATE : PUBLIC;
  }
}
