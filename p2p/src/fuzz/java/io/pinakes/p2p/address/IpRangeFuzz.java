package io.pinakes.p2p.address;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.gate.IpRange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Text that a user types for a block of addresses and for an address, a line each: what is taken
 * reads the same again, and a block has its own first address in it.
 */
class IpRangeFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    List<String> lines = new String(data, StandardCharsets.UTF_8).lines().toList();
    for (String line : lines) {
      try {
        judge(IpRange.parse(line), lines);
      } catch (IllegalArgumentException e) {
        // what is no block
      }
    }
  }

  private static void judge(IpRange range, List<String> lines) {
    if (!range.contains(range.first())) {
      throw new AssertionError("[" + range + "] has not its own first address");
    }
    if (!IpRange.parse(range.toString()).equals(range)) {
      throw new AssertionError("[" + range + "] is another in text");
    }
    for (String line : lines) {
      try {
        Multiaddr address = Multiaddr.parse(line);
        boolean same = address.parts().getFirst().protocol() == range.first().protocol();
        if (range.contains(address) && !same) {
          throw new AssertionError("[" + range + "] has [" + address + "] in it");
        }
      } catch (MultiformatException e) {
        // what is no address
      }
    }
  }
}
