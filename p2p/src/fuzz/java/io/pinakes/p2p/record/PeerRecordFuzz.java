package io.pinakes.p2p.record;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.wire.WireException;
import java.util.SplittableRandom;

/** Anything as an envelope; and anything as the payload of one that is signed rightly. */
class PeerRecordFuzz {
  private static final PrivateKey KEY = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final byte[] TYPE = {3, 1};

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    open(data);
    open(SignedEnvelope.seal(KEY, PeerRecord.DOMAIN, TYPE, data).toBytes());
  }

  private static void open(byte[] envelope) {
    try {
      PeerRecord record = PeerRecord.open(envelope);
      if (record.addresses().size() > PeerRecord.MAX_ADDRESSES) {
        throw new AssertionError("more was kept than may be");
      }
    } catch (WireException e) {
      // what a malformed record is
    }
  }
}
