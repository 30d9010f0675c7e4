package io.pinakes.p2p.gate;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;

/**
 * A block of IP addresses, as {@code 192.0.2.0/24} or {@code 2001:db8::/32}.
 *
 * @param first an address of the block
 * @param bits how many of its leading bits all of the block share
 */
public record IpRange(AddressPart first, int bits) {
  /** Checks that it is a block. */
  public IpRange {
    boolean ip4 = first.protocol() == AddressProtocol.IP4;
    if (!ip4 && first.protocol() != AddressProtocol.IP6) {
      throw new IllegalArgumentException("[" + first + "] is no IP address");
    }
    int most = Byte.SIZE * first.rawValue().length;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException("prefix of [" + bits + "] bits of [" + most + "]");
    }
  }

  /** Parses the text; an address alone is a block of one. */
  public static IpRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean ip4 = address.indexOf(':') < 0;
    try {
      AddressPart part = AddressPart.of(ip4 ? AddressProtocol.IP4 : AddressProtocol.IP6, address);
      int bits = slash < 0 ? (ip4 ? 32 : 128) : Integer.parseInt(text.substring(slash + 1));
      return new IpRange(part, bits);
    } catch (MultiformatException | NumberFormatException e) {
      throw new IllegalArgumentException("[" + text + "] is no block of IP addresses", e);
    }
  }

  /** Whether the address begins with an IP address of this block. */
  public boolean contains(Multiaddr address) {
    return contains(address.parts().getFirst());
  }

  /** Whether it is an IP address of this block. */
  public boolean contains(AddressPart other) {
    if (other.protocol() != first.protocol()) {
      return false;
    }
    byte[] a = first.rawValue();
    byte[] b = other.rawValue();
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if ((a[bit / Byte.SIZE] & mask) != (b[bit / Byte.SIZE] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.value() + "/" + bits;
  }
}
