package io.pinakes.p2p.security.noise;

import io.pinakes.p2p.Direction;
import io.pinakes.p2p.crypto.X25519Keys;
import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The pattern XX of the Noise specification, one message after the other:
 *
 * <pre>{@code
 * → e
 * ← e, ee, s, es
 * → s, se
 * }</pre>
 */
final class NoiseXx {
  static final String PROTOCOL = "Noise_XX_25519_ChaChaPoly_SHA256";
  private static final int KEY = X25519Keys.BYTES;
  private static final int MESSAGES = 3;

  private final Direction direction;
  private final NoiseKeyPair ownStatic;
  private final NoiseKeyPair ownEphemeral;
  private final SymmetricState state = new SymmetricState(PROTOCOL);
  private byte[] peerStatic = new byte[0];
  private byte[] peerEphemeral = new byte[0];
  private int turn;

  NoiseXx(Direction direction, byte[] prologue, NoiseKeyPair ownStatic, NoiseKeyPair ownEphemeral) {
    this.direction = direction;
    this.ownStatic = ownStatic;
    this.ownEphemeral = ownEphemeral;
    state.mixHash(prologue);
  }

  /** How many messages were said; the first one carries no payload in libp2p. */
  int turn() {
    return turn;
  }

  /** Whether the next message is ours: the initiator's are the first and the last. */
  boolean isOurTurn() {
    return turn < MESSAGES && (turn % 2 == 0) == isInitiator();
  }

  boolean isDone() {
    return turn == MESSAGES;
  }

  byte[] write(byte[] payload) throws HandshakeException {
    require(isOurTurn());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (turn < 2) {
      state.mixHash(ownEphemeral.publicKey());
      out.writeBytes(ownEphemeral.publicKey());
    }
    if (turn == 1) {
      mixDh(ownEphemeral, peerEphemeral);
    }
    if (turn > 0) {
      out.writeBytes(state.encryptAndHash(ownStatic.publicKey()));
      mixDh(ownStatic, peerEphemeral);
    }
    out.writeBytes(state.encryptAndHash(payload));
    turn++;
    return out.toByteArray();
  }

  /** Takes the peer's message and returns its payload. */
  byte[] read(byte[] message) throws HandshakeException {
    require(turn < MESSAGES && !isOurTurn());
    int at = 0;
    if (turn < 2) {
      peerEphemeral = part(message, at, KEY);
      at += KEY;
      state.mixHash(peerEphemeral);
    }
    if (turn == 1) {
      mixDh(ownEphemeral, peerEphemeral);
    }
    if (turn > 0) {
      peerStatic = state.decryptAndHash(part(message, at, KEY + CipherState.TAG_BYTES));
      at += KEY + CipherState.TAG_BYTES;
      mixDh(ownEphemeral, peerStatic);
    }
    byte[] payload = state.decryptAndHash(part(message, at, message.length - at));
    turn++;
    return payload;
  }

  byte[] peerStatic() {
    return peerStatic.clone();
  }

  byte[] handshakeHash() {
    return state.hash();
  }

  /** The ciphers of what we send and what we receive. */
  CipherState[] split() {
    require(isDone());
    CipherState[] ciphers = state.split();
    return isInitiator() ? ciphers : new CipherState[] {ciphers[1], ciphers[0]};
  }

  private boolean isInitiator() {
    return direction == Direction.OUTBOUND;
  }

  private void mixDh(NoiseKeyPair own, byte[] peer) throws HandshakeException {
    state.mixKey(
        X25519Keys.agree(own.privateKey(), peer)
            .orElseThrow(() -> new HandshakeException("Noise peer sent a key of small order")));
  }

  private static byte[] part(byte[] message, int at, int length) throws HandshakeException {
    if (length < 0 || length > message.length - at) {
      throw new HandshakeException("Noise message of [" + message.length + "] bytes is too short");
    }
    return Arrays.copyOfRange(message, at, at + length);
  }

  private static void require(boolean inTurn) {
    if (!inTurn) {
      throw new IllegalStateException("out of turn");
    }
  }
}
