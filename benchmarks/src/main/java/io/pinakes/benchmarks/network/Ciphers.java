package io.pinakes.benchmarks.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One direction of a bare cipher, in messages as long as Noise's, a new nonce each. */
final class Ciphers {
  private static final int MESSAGE_BYTES = 65_519;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int CHACHA_KEY_BYTES = 32;
  private static final int AES_KEY_BYTES = 16; // what a host of ours and one of go settle on

  private Ciphers() {}

  static void encrypt(boolean aes, long bytes) throws IOException {
    run(aes, bytes, Cipher.ENCRYPT_MODE);
  }

  static void decrypt(boolean aes, long bytes) throws IOException {
    run(aes, bytes, Cipher.DECRYPT_MODE);
  }

  private static void run(boolean aes, long bytes, int mode) throws IOException {
    try {
      byte[] plain = new byte[MESSAGE_BYTES];
      byte[] sealed = cipher(aes, Cipher.ENCRYPT_MODE, 0).doFinal(plain);
      byte[] out = new byte[sealed.length];
      Cipher reused = cipher(aes, mode, mode == Cipher.DECRYPT_MODE ? 0 : 1);
      long turn = 2;
      for (long left = bytes; left > 0; left -= MESSAGE_BYTES) {
        if (mode == Cipher.DECRYPT_MODE) {
          init(reused, aes, mode, 0);
          reused.doFinal(sealed, 0, sealed.length, out);
        } else {
          init(reused, aes, mode, turn++);
          reused.doFinal(plain, 0, plain.length, out);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("the cipher is not to be had", e);
    }
  }

  private static Cipher cipher(boolean aes, int mode, long turn) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    init(cipher, aes, mode, turn);
    return cipher;
  }

  private static void init(Cipher cipher, boolean aes, int mode, long turn)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(turn).array();
    AlgorithmParameterSpec parameters =
        aes ? new GCMParameterSpec(TAG_BITS, nonce) : new IvParameterSpec(nonce);
    byte[] key = new byte[aes ? AES_KEY_BYTES : CHACHA_KEY_BYTES];
    cipher.init(mode, new SecretKeySpec(key, aes ? "AES" : "ChaCha20"), parameters);
  }
}
