package io.pinakes.p2p.security.noise;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.wire.WireException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A stranger that says anything: as a payload, as the two messages that a listener reads, and as
 * the one that a dialler reads.
 */
class NoiseFuzz {
  private static final PrivateKey KEY = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final NoiseKeyPair PAIR = NoiseKeyPair.generate(new SplittableRandom(2));

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      NoisePayload.decode(data);
    } catch (WireException e) {
      // what a malformed payload is
    }
    dialler(data);
    NoiseHandshake listener = handshake(Direction.INBOUND);
    int first = Math.min(data.length, 32);
    try {
      listener.read(Arrays.copyOf(data, first));
      listener.write();
      listener.read(Arrays.copyOfRange(data, first, data.length));
      throw new AssertionError("nobody guesses the third message");
    } catch (HandshakeException e) {
      // what a malformed message is
    }
  }

  private static void dialler(byte[] data) {
    NoiseHandshake dialler = handshake(Direction.OUTBOUND);
    try {
      dialler.write();
      dialler.read(data);
      throw new AssertionError("nobody guesses the second message");
    } catch (HandshakeException e) {
      // what a malformed message is
    }
  }

  private static NoiseHandshake handshake(Direction direction) {
    return new NoiseHandshake(
        direction, KEY, PAIR, PAIR, List.of("/yamux/1.0.0"), Optional.empty());
  }
}
