package io.pinakes.p2p.transport.tcp;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Between multiaddrs and the JDK's socket addresses. */
final class SocketAddresses {
  private SocketAddresses() {}

  static boolean isTcp(Multiaddr address) {
    List<AddressPart> parts = address.parts();
    boolean nothingBehind =
        parts.size() == 2 || parts.size() == 3 && parts.get(2).protocol() == AddressProtocol.P2P;
    return nothingBehind
        && parts.get(1).protocol() == AddressProtocol.TCP
        && host(parts.getFirst()).isPresent();
  }

  /** Names are resolved here, by the system. */
  static InetSocketAddress parse(Multiaddr address) throws UnknownHostException {
    if (!isTcp(address)) {
      throw new IllegalArgumentException("[" + address + "] is not an address of TCP");
    }
    AddressPart first = address.parts().getFirst();
    int port = Integer.parseInt(address.parts().get(1).value());
    return new InetSocketAddress(resolve(first), port);
  }

  static Multiaddr print(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    AddressProtocol family = ip instanceof Inet4Address ? AddressProtocol.IP4 : AddressProtocol.IP6;
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    return Multiaddr.of(
        List.of(
            AddressPart.of(family, zone < 0 ? text : text.substring(0, zone)),
            AddressPart.of(AddressProtocol.TCP, Integer.toString(address.getPort()))));
  }

  private static InetAddress resolve(AddressPart host) throws UnknownHostException {
    InetAddress[] found = InetAddress.getAllByName(host.value());
    for (InetAddress ip : found) {
      boolean ip4 = ip instanceof Inet4Address;
      if (ip4 && host.protocol() != AddressProtocol.DNS6
          || !ip4 && host.protocol() != AddressProtocol.DNS4) {
        return ip;
      }
    }
    throw new UnknownHostException("no address of that family: " + host);
  }

  private static Optional<AddressProtocol> host(AddressPart part) {
    return Optional.of(part.protocol())
        .filter(
            List.of(
                    AddressProtocol.IP4,
                    AddressProtocol.IP6,
                    AddressProtocol.DNS,
                    AddressProtocol.DNS4,
                    AddressProtocol.DNS6)
                ::contains);
  }
}
