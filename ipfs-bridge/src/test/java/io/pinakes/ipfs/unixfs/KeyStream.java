package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Multihash;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes that the published CIDs are of: the ChaCha20 key stream under the SHA-256 of a seed, a
 * nonce of zeros and counter 0 ({@code js-golden/unixfs-profiles.json}).
 */
final class KeyStream {
  private KeyStream() {}

  static InputStream of(String seed, long length) throws GeneralSecurityException {
    byte[] key = Multihash.sha256(seed.getBytes(StandardCharsets.UTF_8)).digest();
    Cipher cipher = Cipher.getInstance("ChaCha20");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(key, "ChaCha20"),
        new ChaCha20ParameterSpec(new byte[12], 0));
    return new CipherInputStream(new Zeros(length), cipher);
  }

  static byte[] bytes(String seed, int length) throws Exception {
    try (InputStream in = of(seed, length)) {
      return in.readNBytes(length);
    }
  }

  static InputStream ofText(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(left, length);
      Arrays.fill(into, offset, offset + read, (byte) 0);
      left -= read;
      return read;
    }
  }
}
