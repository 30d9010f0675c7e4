package io.pinakes.node.cli;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The addresses that a node can be opened at, where it listens at all that the machine has. */
final class ServedAddresses {
  private ServedAddresses() {}

  /**
   * Of where it listens.
   *
   * @param listens such as {@code http://0.0.0.0:7070}, which is no address to open
   * @return one to open on this machine first, then those for other machines; the same one if it is
   *     an address already
   */
  static List<URI> of(URI listens) throws IOException {
    List<InetAddress> own = new ArrayList<>();
    try {
      for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
        if (one.isUp()) {
          own.addAll(one.inetAddresses().toList());
        }
      }
    } catch (SocketException e) {
      // A machine that does not say what it has can be opened on itself.
      return of(listens, List.of());
    }
    return of(listens, own);
  }

  /** The same of a machine with those addresses. */
  static List<URI> of(URI listens, List<InetAddress> own) throws IOException {
    InetAddress bound = InetAddress.getByName(listens.getHost());
    if (!bound.isAnyLocalAddress()) {
      return List.of(listens);
    }
    boolean four = bound instanceof Inet4Address;
    List<URI> all = new ArrayList<>();
    all.add(at(four ? "127.0.0.1" : "[::1]", listens.getPort()));
    for (InetAddress address : own) {
      boolean reached = !four || address instanceof Inet4Address;
      // One of a link needs its name beside it, which differs on the other machine.
      if (reached && !address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
        String text = address.getHostAddress();
        all.add(at(text.contains(":") ? "[" + withoutScope(text) + "]" : text, listens.getPort()));
      }
    }
    return all;
  }

  private static String withoutScope(String address) {
    int scope = address.indexOf('%');
    return scope < 0 ? address : address.substring(0, scope);
  }

  private static URI at(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }
}
