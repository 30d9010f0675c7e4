package io.pinakes.p2p.dns;

import java.io.IOException;
import java.util.List;

/** Asks the DNS, or whatever stands for it. May block; has a timeout of its own. */
@FunctionalInterface
public interface TxtResolver {
  /**
   * The TXT records of a name, each with its parts joined.
   *
   * @throws IOException if nobody knows
   */
  List<String> txt(String name) throws IOException;

  /** Knows no name. */
  static TxtResolver none() {
    return name -> {
      throw new IOException("no resolver is configured for [" + name + "]");
    };
  }
}
