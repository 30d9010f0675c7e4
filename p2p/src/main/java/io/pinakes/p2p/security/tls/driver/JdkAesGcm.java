package io.pinakes.p2p.security.tls.driver;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;

/** AES-GCM of the JDK, which uses the processor's instructions; BouncyCastle's own does not. */
final class JdkAesGcm implements TlsAEADCipherImpl {
  private static final int TAG_BYTES = 16;

  private final int mode;
  private final Cipher cipher;
  private SecretKeySpec key = new SecretKeySpec(new byte[TAG_BYTES], "AES"); // until there is one
  private byte[] nonce = new byte[0];

  JdkAesGcm(boolean encrypts) {
    mode = encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  @Override
  public void setKey(byte[] bytes, int offset, int length) {
    key = new SecretKeySpec(bytes, offset, length, "AES");
  }

  @Override
  public void init(byte[] newNonce, int tagBytes) throws TlsFatalAlert {
    if (tagBytes != TAG_BYTES) {
      throw new TlsFatalAlert(AlertDescription.internal_error);
    }
    nonce = Arrays.copyOf(newNonce, newNonce.length);
  }

  @Override
  public int getOutputSize(int inputBytes) {
    return mode == Cipher.ENCRYPT_MODE ? inputBytes + TAG_BYTES : inputBytes - TAG_BYTES;
  }

  @Override
  public int doFinal(byte[] extra, byte[] in, int at, int length, byte[] out, int to)
      throws TlsFatalAlert {
    try {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
      cipher.updateAAD(extra);
      return cipher.doFinal(in, at, length, out, to);
    } catch (GeneralSecurityException e) {
      throw new TlsFatalAlert(
          mode == Cipher.ENCRYPT_MODE
              ? AlertDescription.internal_error
              : AlertDescription.bad_record_mac,
          e);
    }
  }
}
