package io.pinakes.p2p.security.noise;

import io.pinakes.p2p.security.HandshakeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One direction of a Noise channel: a key, and a counter that makes each nonce.
 *
 * <p>The nonce is four zero bytes and the counter in 64 bits, little-endian (Noise specification,
 * section 12.3).
 */
public final class CipherState {
  /** What encryption adds to each message, in bytes. */
  public static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;
  private static final int COUNTER_OFFSET = 4;

  private final SecretKeySpec key;
  private final Cipher cipher;
  private long counter;

  CipherState(byte[] key) {
    this.key = new SecretKeySpec(key, "ChaCha20");
    try {
      cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ChaCha20-Poly1305", e);
    }
  }

  /** Encrypts into {@code to}, which needs room for the tag; returns how many bytes it wrote. */
  public int encrypt(byte[] associated, byte[] from, int at, int length, byte[] to, int toAt) {
    try {
      begin(Cipher.ENCRYPT_MODE, associated);
      return cipher.doFinal(from, at, length, to, toAt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not encrypt", e);
    }
  }

  /**
   * Decrypts into {@code to}; nothing of it is plaintext unless the tag was right.
   *
   * @throws HandshakeException if it was not: the bytes are not the peer's
   */
  public int decrypt(byte[] associated, byte[] from, int at, int length, byte[] to, int toAt)
      throws HandshakeException {
    if (length < TAG_BYTES) {
      throw new HandshakeException("Noise message of [" + length + "] bytes is shorter than a tag");
    }
    try {
      begin(Cipher.DECRYPT_MODE, associated);
      return cipher.doFinal(from, at, length, to, toAt);
    } catch (AEADBadTagException e) {
      throw new HandshakeException("Noise message was changed under way", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20-Poly1305 does not decrypt", e);
    }
  }

  /** A channel would need 2^64 messages to run out of nonces. */
  private void begin(int mode, byte[] associated) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).putLong(COUNTER_OFFSET, counter++);
    cipher.init(mode, key, new IvParameterSpec(nonce));
    if (associated.length > 0) {
      cipher.updateAAD(associated);
    }
  }
}
