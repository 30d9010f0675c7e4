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
 * A stranger that says anything: as a payload, as the two messages that a listener reads, as the
 * one that a dialler reads, and as the payload of one that shakes hands rightly.
 */
class NoiseFuzz {
  private static final PrivateKey KEY = PrivateKey.generateEd25519(new SplittableRandom(1));
  private static final NoiseKeyPair PAIR = NoiseKeyPair.generate(new SplittableRandom(2));
  private static final NoiseKeyPair OTHER_PAIR = NoiseKeyPair.generate(new SplittableRandom(3));

  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      NoisePayload.decode(data);
    } catch (WireException e) {
      // what a malformed payload is
    }
    dialler(data);
    payload(data);
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

  /** Encrypted as it should be, so that what is in it is looked at. */
  private static void payload(byte[] data) {
    NoiseHandshake dialler = handshake(Direction.OUTBOUND);
    NoiseXx peer = new NoiseXx(Direction.INBOUND, new byte[0], OTHER_PAIR, OTHER_PAIR);
    try {
      peer.read(dialler.write());
      dialler.read(peer.write(data));
      dialler.write();
      if (!dialler.isDone()) {
        throw new AssertionError("a payload was taken, and the handshake is not done");
      }
      dialler.peerKey();
      dialler.muxer();
    } catch (HandshakeException e) {
      // what a payload is that nobody signed, or that names no muxer of ours
    }
  }

  private static NoiseHandshake handshake(Direction direction) {
    return new NoiseHandshake(
        direction, KEY, PAIR, PAIR, List.of("/yamux/1.0.0"), Optional.empty());
  }
}
