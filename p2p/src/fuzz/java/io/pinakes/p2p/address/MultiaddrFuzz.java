package io.pinakes.p2p.address;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.core.multiformats.MultiformatException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Addresses as peers send them and as users type them: what is taken is the same again when it was
 * written and read, and can be judged.
 */
class MultiaddrFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      judge(Multiaddr.fromBytes(data));
    } catch (MultiformatException e) {
      // no address
    }
    try {
      judge(Multiaddr.parse(new String(data, StandardCharsets.UTF_8)));
    } catch (MultiformatException e) {
      // no address
    }
  }

  private static void judge(Multiaddr address) {
    if (!Multiaddr.fromBytes(address.toBytes()).equals(address)) {
      throw new AssertionError("[" + address + "] is another in bytes");
    }
    if (!Multiaddr.parse(address.toString()).equals(address)) {
      throw new AssertionError("[" + address + "] is another in text");
    }
    Reach.of(address).filter(List.of(address));
    Subnet.of(address);
  }
}
