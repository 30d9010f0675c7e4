package io.pinakes.p2p.security.noise.driver;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.security.noise.NoiseHandshake;
import io.pinakes.p2p.security.noise.NoiseKeyPair;
import io.pinakes.p2p.transport.Duplex;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The {@code /noise} security protocol of one host. */
public final class NoiseSecurity implements SecurityProtocol {
  private final PrivateKey identity;
  private final List<String> muxers;
  private final RandomGenerator random;
  private final NoiseKeyPair ownStatic;

  /**
   * For a host of that identity.
   *
   * @param muxers named in the handshake, in order of preference
   * @param random a {@link java.security.SecureRandom} except in tests; safe for several threads
   */
  public NoiseSecurity(PrivateKey identity, List<String> muxers, RandomGenerator random) {
    this.identity = identity;
    this.muxers = List.copyOf(muxers);
    this.random = random;
    this.ownStatic = NoiseKeyPair.generate(random);
  }

  @Override
  public String name() {
    return NoiseHandshake.PROTOCOL;
  }

  @Override
  public SecureChannel secure(
      Duplex channel, Direction direction, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException {
    NoiseHandshake handshake =
        new NoiseHandshake(
            direction, identity, ownStatic, NoiseKeyPair.generate(random), muxers, expected);
    NoiseInput input = new NoiseInput(channel, scope);
    while (!handshake.isDone()) {
      if (handshake.isOurTurn()) {
        channel.write(framed(handshake.write()));
      } else {
        handshake.read(message(input));
      }
    }
    return new NoiseChannel(
        channel, input, scope, handshake.peerKey(), handshake.muxer(), handshake.ciphers());
  }

  private static byte[] framed(byte[] message) {
    byte[] framed = new byte[NoiseInput.LENGTH_BYTES + message.length];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, NoiseInput.LENGTH_BYTES, message.length);
    return framed;
  }

  private static byte[] message(NoiseInput input) throws IOException {
    int length = input.next(NoiseHandshake.MAX_MESSAGE_BYTES);
    if (length < 0) {
      throw new EOFException("peer ended during the Noise handshake");
    }
    int at = input.messageAt(length);
    return Arrays.copyOfRange(input.array(), at, at + length);
  }
}
