package io.pinakes.p2p.security.noise;

import io.pinakes.p2p.security.HandshakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Chaining key and transcript hash (Noise specification, section 5.2). */
final class SymmetricState {
  private static final int HASH_BYTES = 32;

  private byte[] chainingKey;
  private byte[] hash;
  private Optional<CipherState> cipher = Optional.empty();

  /** The name is exactly as long as the hash, and so is the first hash itself. */
  SymmetricState(String protocolName) {
    hash = protocolName.getBytes(StandardCharsets.US_ASCII);
    if (hash.length != HASH_BYTES) {
      throw new IllegalArgumentException("Noise protocol [" + protocolName + "]");
    }
    chainingKey = hash.clone();
  }

  void mixHash(byte[] data) {
    MessageDigest digest = sha256();
    digest.update(hash);
    hash = digest.digest(data);
  }

  void mixKey(byte[] input) {
    byte[][] outputs = hkdf(chainingKey, input);
    chainingKey = outputs[0];
    cipher = Optional.of(new CipherState(outputs[1]));
  }

  byte[] encryptAndHash(byte[] plaintext) {
    byte[] sent = plaintext;
    if (cipher.isPresent()) {
      sent = new byte[plaintext.length + CipherState.TAG_BYTES];
      cipher.get().encrypt(hash, plaintext, 0, plaintext.length, sent, 0);
    }
    mixHash(sent);
    return sent;
  }

  byte[] decryptAndHash(byte[] received) throws HandshakeException {
    byte[] plaintext = received;
    if (cipher.isPresent()) {
      plaintext = new byte[Math.max(0, received.length - CipherState.TAG_BYTES)];
      cipher.get().decrypt(hash, received, 0, received.length, plaintext, 0);
    }
    mixHash(received);
    return plaintext;
  }

  byte[] hash() {
    return hash.clone();
  }

  /** The initiator's cipher and the responder's. */
  CipherState[] split() {
    byte[][] keys = hkdf(chainingKey, new byte[0]);
    return new CipherState[] {new CipherState(keys[0]), new CipherState(keys[1])};
  }

  /** HKDF with two outputs (section 4.3). */
  private static byte[][] hkdf(byte[] key, byte[] input) {
    byte[] temporary = hmac(key, input);
    byte[] first = hmac(temporary, new byte[] {1});
    byte[] second = hmac(temporary, first, new byte[] {2});
    return new byte[][] {first, second};
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
