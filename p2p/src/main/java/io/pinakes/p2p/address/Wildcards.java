package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.ArrayList;
import java.util.List;

/** Addresses that mean all of a machine: {@code /ip4/0.0.0.0} and {@code /ip6/::}. */
public final class Wildcards {
  private Wildcards() {}

  /** Whether the address means all addresses of its family. */
  public static boolean isWildcard(Multiaddr address) {
    AddressPart first = address.parts().getFirst();
    boolean ip = first.protocol() == AddressProtocol.IP4 || first.protocol() == AddressProtocol.IP6;
    if (!ip) {
      return false;
    }
    for (byte octet : first.rawValue()) {
      if (octet != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The address, or those that it means.
   *
   * @param machine the addresses that the machine has, each an IP address alone
   */
  public static List<Multiaddr> expand(Multiaddr address, List<AddressPart> machine) {
    if (!isWildcard(address)) {
      return List.of(address);
    }
    AddressPart first = address.parts().getFirst();
    List<Multiaddr> all = new ArrayList<>();
    for (AddressPart ip : machine) {
      if (ip.protocol() == first.protocol()) {
        List<AddressPart> parts = new ArrayList<>(address.parts());
        parts.set(0, ip);
        all.add(Multiaddr.of(parts));
      }
    }
    return all;
  }
}
