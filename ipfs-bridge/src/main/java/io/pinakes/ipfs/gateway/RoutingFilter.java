package io.pinakes.ipfs.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What of a peer is wanted: names separated by commas, with {@code !} in front of those that are
 * not, and {@code unknown} for a peer of whom nothing is said (IPIP-0484).
 *
 * @param wanted names of which one is enough; none for all
 * @param unwanted names that must not be
 */
record RoutingFilter(List<String> wanted, List<String> unwanted) {
  static RoutingFilter of(String parameter) {
    List<String> wanted = new ArrayList<>();
    List<String> unwanted = new ArrayList<>();
    for (String name : parameter.toLowerCase(Locale.ROOT).split(",")) {
      if (name.startsWith("!")) {
        unwanted.add(name.substring(1));
      } else if (!name.isBlank()) {
        wanted.add(name.strip());
      }
    }
    return new RoutingFilter(List.copyOf(wanted), List.copyOf(unwanted));
  }

  /** Whether a peer of those protocols is wanted. */
  boolean protocols(List<String> protocols) {
    return protocols.stream().noneMatch(unwanted::contains)
        && (wanted.isEmpty() || protocols.stream().anyMatch(wanted::contains));
  }

  /** Those of the addresses that are wanted, by the protocols in them. */
  List<String> addresses(List<String> addresses) {
    return addresses.stream()
        .filter(
            address ->
                unwanted.stream().noneMatch(name -> has(address, name))
                    && (wanted.isEmpty() || wanted.stream().anyMatch(name -> has(address, name))))
        .toList();
  }

  private static boolean has(String address, String protocol) {
    return (address + "/").contains("/" + protocol + "/");
  }
}
