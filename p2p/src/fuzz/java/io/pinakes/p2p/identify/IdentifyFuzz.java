package io.pinakes.p2p.identify;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.p2p.wire.WireException;

/** A peer that says anything of itself. */
class IdentifyFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      IdentifyMessage heard = IdentifyMessage.decode(data);
      if (heard.addresses().size() > IdentifyMessage.MAX_ADDRESSES
          || heard.protocols().size() > IdentifyMessage.MAX_PROTOCOLS) {
        throw new AssertionError("more was kept than may be");
      }
    } catch (WireException e) {
      // what a malformed message is
    }
  }
}
