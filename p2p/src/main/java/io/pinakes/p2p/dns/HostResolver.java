package io.pinakes.p2p.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds the IP addresses that a name of a host stands for. Blocks; safe for several threads. */
@FunctionalInterface
public interface HostResolver {
  /**
   * All of them, the preferred first.
   *
   * @throws IOException if nobody knows the name
   */
  List<InetAddress> addresses(String name) throws IOException;

  /** Asks the system. */
  static HostResolver system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
