package io.pinakes.p2p.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

  /** Asks the system, but for names that no server is to be asked for. */
  static HostResolver system() {
    return name -> {
      if (SpecialNames.neverThere(name)) {
        throw new UnknownHostException("nothing bears the name [" + name + "]");
      }
      return List.of(InetAddress.getAllByName(SpecialNames.ownHost(name) ? "localhost" : name));
    };
  }
}
