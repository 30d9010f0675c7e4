package io.pinakes.p2p.security.noise;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * libp2p's Noise handshake: whose turn it is, what to send, and who the peer is at its end.
 *
 * <p>The muxer is chosen on the way: the first of the initiator's that the responder has, where
 * both named theirs. Source: libp2p's specifications of noise and of inlined muxer negotiation.
 */
public final class NoiseHandshake {
  /** The protocol's name. */
  public static final String PROTOCOL = "/noise";

  /**
   * The longest handshake message, in bytes: an RSA key of 8,192 bits with its signature takes
   * 2,200.
   */
  public static final int MAX_MESSAGE_BYTES = 8 * 1024;

  private static final byte[] SIGNED_PREFIX =
      "noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII);

  private final Direction direction;
  private final PrivateKey identity;
  private final NoiseKeyPair ownStatic;
  private final List<String> muxers;
  private final Optional<PeerId> expected;
  private final NoiseXx pattern;
  private Optional<PublicKey> peer = Optional.empty();
  private Optional<List<String>> peerMuxers = Optional.empty();

  /**
   * A handshake at its begin.
   *
   * @param muxers ours, in order of preference; empty to leave the choice to multistream
   * @param expected whom it must lead to, if that is known
   */
  public NoiseHandshake(
      Direction direction,
      PrivateKey identity,
      NoiseKeyPair ownStatic,
      NoiseKeyPair ownEphemeral,
      List<String> muxers,
      Optional<PeerId> expected) {
    this.direction = direction;
    this.identity = identity;
    this.ownStatic = ownStatic;
    this.muxers = List.copyOf(muxers);
    this.expected = expected;
    pattern = new NoiseXx(direction, new byte[0], ownStatic, ownEphemeral);
  }

  /** Whether {@link #write} comes next, rather than {@link #read}. */
  public boolean isOurTurn() {
    return pattern.isOurTurn();
  }

  /** Whether all was said. */
  public boolean isDone() {
    return pattern.isDone();
  }

  /** The next message, without its length. */
  public byte[] write() throws HandshakeException {
    return pattern.write(pattern.turn() == 0 ? new byte[0] : payload().encode());
  }

  /**
   * Takes the peer's next message, without its length.
   *
   * @throws HandshakeException if a check fails
   */
  public void read(byte[] message) throws HandshakeException {
    if (message.length > MAX_MESSAGE_BYTES) {
      throw new HandshakeException("Noise message of [" + message.length + "] bytes is too long");
    }
    boolean hasPayload = pattern.turn() > 0;
    byte[] payload = pattern.read(message);
    if (hasPayload) {
      check(payload);
    }
  }

  /** The peer's key, whose signature was checked. Only when done. */
  public PublicKey peerKey() {
    return peer.orElseThrow(() -> new IllegalStateException("the handshake is not done"));
  }

  /**
   * The muxer that both sides know by the handshake; empty if it is to be negotiated.
   *
   * @throws HandshakeException if both named some, and no muxer is in both lists
   */
  public Optional<String> muxer() throws HandshakeException {
    if (muxers.isEmpty() || peerMuxers.isEmpty()) {
      return Optional.empty();
    }
    boolean initiator = direction == Direction.OUTBOUND;
    List<String> preferred = initiator ? muxers : peerMuxers.get();
    List<String> available = initiator ? peerMuxers.get() : muxers;
    Optional<String> chosen = preferred.stream().filter(available::contains).findFirst();
    if (chosen.isEmpty() && initiator) {
      throw new HandshakeException("peer has none of " + muxers + " but " + peerMuxers.get());
    }
    return chosen; // a listener lets go's diallers fall back to multistream
  }

  /** The ciphers of what is sent and what is received, in this order. Only when done. */
  public List<CipherState> ciphers() {
    return List.of(pattern.split());
  }

  private NoisePayload payload() {
    return new NoisePayload(
        identity.publicKey().toProtobuf(),
        identity.sign(signed(ownStatic.publicKey())),
        muxers.isEmpty() ? Optional.empty() : Optional.of(muxers));
  }

  private void check(byte[] bytes) throws HandshakeException {
    NoisePayload payload;
    PublicKey key;
    try {
      payload = NoisePayload.decode(bytes);
      key = PublicKey.fromProtobuf(payload.identityKey());
    } catch (WireException | MultiformatException e) {
      throw new HandshakeException("Noise payload is malformed: " + e.getMessage(), e);
    }
    if (!key.verify(signed(pattern.peerStatic()), payload.signature())) {
      throw new HandshakeException("Noise payload is not signed by [" + key.peerId() + "]");
    }
    if (expected.isPresent() && !expected.get().equals(key.peerId())) {
      throw new HandshakeException(
          "peer is [" + key.peerId() + "] and should be [" + expected.get() + "]");
    }
    peer = Optional.of(key);
    peerMuxers = payload.muxers();
  }

  private static byte[] signed(byte[] staticKey) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(SIGNED_PREFIX);
    message.writeBytes(staticKey);
    return message.toByteArray();
  }
}
