package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.HostEvent;
import io.pinakes.p2p.P2pException;
import io.pinakes.p2p.address.Wildcards;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where a host listens, and the strangers that come there. */
final class Listeners {
  private final List<Transport.Listener> all = new CopyOnWriteArrayList<>();
  private final Admission admission;
  private final Consumer<HostEvent> events;
  private final AcceptLoop.Pause pause;

  Listeners(Admission admission, Consumer<HostEvent> events, AcceptLoop.Pause pause) {
    this.admission = admission;
    this.events = events;
    this.pause = pause;
  }

  void listen(Multiaddr address) throws IOException {
    Transport.Listener listener = admission.transport(address).listen(address);
    all.add(listener);
    AcceptLoop loop =
        new AcceptLoop(listener, this::accepted, failure -> failed(listener, failure), pause);
    Thread.ofVirtual().name("p2p acceptor of " + listener.address()).start(loop);
    events.accept(new HostEvent.Listening(listener.address()));
  }

  private void accepted(RawConnection raw) {
    Thread.ofVirtual().name("p2p upgrade of " + raw.remoteAddress()).start(() -> admit(raw));
  }

  /** A stranger that does not get through is closed and costs nothing any more. */
  private void admit(RawConnection raw) {
    try {
      admission.accept(raw);
    } catch (IOException | RuntimeException e) {
      events.accept(new HostEvent.Refused(raw.remoteAddress(), P2pException.reasonOf(e)));
    }
  }

  private void failed(Transport.Listener listener, IOException cause) {
    events.accept(new HostEvent.AcceptFailed(listener.address(), P2pException.reasonOf(cause)));
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
