package io.pinakes.p2p.address;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.p2p.gate.IpRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far IP addresses reach, by IANA's registries of special-purpose addresses (RFC 6890, as of
 * 2025), of multicast, and of the global unicast space. An IPv4 address within an IPv6 one reaches
 * as far as it does alone.
 */
final class SpecialBlocks {
  private static final List<IpRange> LOOPBACK = blocks("127.0.0.0/8", "::1/128");

  /** Within blocks that are not, and reachable from anywhere all the same. */
  private static final List<IpRange> GLOBAL_ALL_THE_SAME =
      blocks(
          "192.0.0.9/32", // port control protocol
          "192.0.0.10/32", // TURN
          "2001:1::1/128",
          "2001:1::2/128",
          "2001:1::3/128",
          "2001:3::/32", // AMT
          "2001:4:112::/48", // AS112
          "2001:20::/28", // ORCHIDv2
          "2001:30::/28"); // drones

  private static final List<IpRange> NOT_GLOBAL =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared, of carriers
          "169.254.0.0/16", // of the link
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4, which are no more
          "192.168.0.0/16", // private
          "198.18.0.0/15", // measurements
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  /** All else is unique local, of the link, of the site, multicast, or nobody's. */
  private static final IpRange GLOBAL_UNICAST = IpRange.parse("2000::/3");

  private static final IpRange MAPPED = IpRange.parse("::ffff:0:0/96");
  private static final IpRange COMPATIBLE = IpRange.parse("::/96");
  private static final IpRange NAT64 = IpRange.parse("64:ff9b::/96");
  private static final IpRange SIX_TO_FOUR = IpRange.parse("2002::/16");

  private SpecialBlocks() {}

  /** How far an address of protocol ip4 or ip6 reaches. */
  static Reach reach(AddressPart ip) {
    if (isIn(LOOPBACK, ip)) {
      return Reach.LOOPBACK;
    }
    if (isIn(GLOBAL_ALL_THE_SAME, ip)) {
      return Reach.PUBLIC;
    }
    if (isIn(NOT_GLOBAL, ip)) {
      return Reach.PRIVATE;
    }
    if (ip.protocol() == AddressProtocol.IP4) {
      return Reach.PUBLIC;
    }
    Optional<AddressPart> within = within(ip);
    if (within.isPresent()) {
      Reach reach = reach(within.get());
      return COMPATIBLE.contains(ip) && reach == Reach.PUBLIC ? Reach.PRIVATE : reach;
    }
    return GLOBAL_UNICAST.contains(ip) ? Reach.PUBLIC : Reach.PRIVATE;
  }

  private static Optional<AddressPart> within(AddressPart ip) {
    byte[] bytes = ip.rawValue();
    if (MAPPED.contains(ip) || COMPATIBLE.contains(ip) || NAT64.contains(ip)) {
      return Optional.of(ip4(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return SIX_TO_FOUR.contains(ip)
        ? Optional.of(ip4(Arrays.copyOfRange(bytes, 2, 6)))
        : Optional.empty();
  }

  private static AddressPart ip4(byte[] b) {
    return AddressPart.of(
        AddressProtocol.IP4,
        (b[0] & 0xff) + "." + (b[1] & 0xff) + "." + (b[2] & 0xff) + "." + (b[3] & 0xff));
  }

  private static boolean isIn(List<IpRange> blocks, AddressPart ip) {
    return blocks.stream().anyMatch(block -> block.contains(ip));
  }

  private static List<IpRange> blocks(String... texts) {
    return Stream.of(texts).map(IpRange::parse).toList();
  }
}
