package io.pinakes.p2p.dns;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts IP addresses in the place of names, {@code /dns}, {@code /dns4} and {@code /dns6}, so that
 * what is judged is what is dialled: a name may stand for anything, and for something else the next
 * time.
 */
public final class HostNames {
  private final HostResolver resolver;

  /** Asks that resolver. */
  public HostNames(HostResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * What the address stands for, at least one; an address without a name is returned as it is.
   *
   * @throws IOException if nobody knows the name, or none of its addresses is of that family
   */
  public List<Multiaddr> resolve(Multiaddr address) throws IOException {
    AddressPart first = address.parts().getFirst();
    boolean four = first.protocol() != AddressProtocol.DNS6;
    boolean six = first.protocol() != AddressProtocol.DNS4;
    boolean name = first.protocol() == AddressProtocol.DNS || !four || !six;
    if (!name) {
      return List.of(address);
    }
    List<Multiaddr> found = new ArrayList<>();
    for (InetAddress ip : resolver.addresses(first.value())) {
      if (ip instanceof Inet4Address ? four : six) {
        List<AddressPart> parts = new ArrayList<>(address.parts());
        parts.set(0, part(ip));
        found.add(Multiaddr.of(parts));
      }
    }
    if (found.isEmpty()) {
      throw new UnknownHostException("no address of that family: [" + address + "]");
    }
    return found;
  }

  private static AddressPart part(InetAddress ip) {
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    return AddressPart.of(
        ip instanceof Inet4Address ? AddressProtocol.IP4 : AddressProtocol.IP6,
        zone < 0 ? text : text.substring(0, zone));
  }
}
