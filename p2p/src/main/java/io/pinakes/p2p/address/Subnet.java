package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.HexFormat;

/** The network that limits are counted by. */
public final class Subnet {
  private static final int IPV4_BYTES = 3;
  private static final int IPV6_BYTES = 7;

  private Subnet() {}

  /**
   * An IPv4 /24 or IPv6 /56 as text; empty for loopback, for names, and where there are no
   * networks.
   */
  public static String of(Multiaddr address) {
    AddressPart first = address.parts().getFirst();
    if (Reach.of(address) == Reach.LOOPBACK) {
      return "";
    }
    if (first.protocol() == AddressProtocol.IP4) {
      return "ip4 " + HexFormat.of().formatHex(first.rawValue(), 0, IPV4_BYTES);
    }
    return first.protocol() == AddressProtocol.IP6
        ? "ip6 " + HexFormat.of().formatHex(first.rawValue(), 0, IPV6_BYTES)
        : "";
  }
}
