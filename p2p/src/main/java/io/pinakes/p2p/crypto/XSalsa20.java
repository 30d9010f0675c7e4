package io.pinakes.p2p.crypto;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** The XSalsa20 stream cipher, one direction of it; the JDK has none. */
public final class XSalsa20 {
  /** Bytes of a key. */
  public static final int KEY_BYTES = 32;

  /** Bytes of a nonce. */
  public static final int NONCE_BYTES = 24;

  private final XSalsa20Engine engine = new XSalsa20Engine();

  /** A cipher at the begin of its stream. A nonce is used once with a key. */
  public XSalsa20(byte[] key, byte[] nonce) {
    engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
  }

  /** Encrypts or decrypts the next bytes of the stream; the two arrays may be one. */
  public void apply(byte[] from, int fromOffset, int count, byte[] to, int toOffset) {
    engine.processBytes(from, fromOffset, count, to, toOffset);
  }
}
