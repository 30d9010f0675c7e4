package io.pinakes.p2p.multistream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.p2p.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A peer that says anything to either end of a negotiation. */
class NegotiationFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) throws IOException {
    run(new ListenNegotiation("/noise"::equals), data);
    run(new DialNegotiation(List.of("/noise", "/tls/1.0.0")), data);
  }

  private static void run(Negotiation negotiation, byte[] data) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(data);
    try {
      while (in.hasRemaining() && negotiation.result().isEmpty()) {
        int part = Math.min(in.remaining(), negotiation.needed());
        if (part == 0) {
          throw new AssertionError("it needs nothing and has no result");
        }
        negotiation.receive(in.slice(in.position(), part));
        in.position(in.position() + part);
        negotiation.takeOutput();
      }
    } catch (WireException e) {
      // malformed, or of a peer that knows none of ours
    }
  }
}
