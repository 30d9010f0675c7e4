package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.address.Wildcards;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where a host listens. */
final class Listeners {
  private final List<Transport.Listener> all = new CopyOnWriteArrayList<>();

  void add(Transport.Listener listener) {
    all.add(listener);
  }

  /** Each address, wildcards as the addresses that the machine has now. */
  List<Multiaddr> addresses() {
    List<Multiaddr> bound = all.stream().map(Transport.Listener::address).toList();
    if (bound.stream().noneMatch(Wildcards::isWildcard)) {
      return bound;
    }
    List<AddressPart> machine = machine();
    return bound.stream()
        .flatMap(address -> Wildcards.expand(address, machine).stream())
        .distinct()
        .toList();
  }

  void close() {
    all.forEach(Transport.Listener::close);
  }

  /**
   * The addresses of the interfaces that are up. Those of IPv6 that mean something on one link only
   * are left out: no peer could dial them without naming a link of its own.
   */
  private static List<AddressPart> machine() {
    List<AddressPart> found = new ArrayList<>();
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        if (one.isUp()) {
          one.inetAddresses().filter(ip -> !ip.isLinkLocalAddress()).forEach(ip -> add(found, ip));
        }
      }
    } catch (IOException e) {
      return List.of(); // a machine that does not say what it has says nothing to peers either
    }
    return found;
  }

  private static void add(List<AddressPart> found, InetAddress ip) {
    AddressProtocol family = ip instanceof Inet4Address ? AddressProtocol.IP4 : AddressProtocol.IP6;
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    found.add(AddressPart.of(family, zone < 0 ? text : text.substring(0, zone)));
  }
}
