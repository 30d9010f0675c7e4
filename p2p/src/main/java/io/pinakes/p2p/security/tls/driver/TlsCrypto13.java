package io.pinakes.p2p.security.tls.driver;

import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.tls.PeerCertificate;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsRawKeyCertificate;

/** BouncyCastle's primitives without a security provider, but for the cipher that moves bytes. */
final class TlsCrypto13 extends BcTlsCrypto {
  TlsCrypto13(SecureRandom random) {
    super(random);
  }

  /**
   * The library's own parser refuses a certificate without an issuer, and so one of js; all that is
   * needed of it here is its key.
   */
  @Override
  public TlsCertificate createCertificate(short type, byte[] der) throws IOException {
    if (type != CertificateType.X509) {
      throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
    }
    try {
      return new ShownCertificate(this, PeerCertificate.ownKey(der), der);
    } catch (HandshakeException | IllegalArgumentException e) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
    }
  }

  @Override
  protected TlsAEADCipher createCipher_AES_GCM(
      TlsCryptoParameters parameters, int keyBytes, int tagBytes) throws IOException {
    return new TlsAEADCipher(
        parameters,
        new JdkAesGcm(true),
        new JdkAesGcm(false),
        keyBytes,
        tagBytes,
        TlsAEADCipher.AEAD_GCM,
        null);
  }

  /** A certificate as it came, and its key. */
  private static final class ShownCertificate extends BcTlsRawKeyCertificate {
    private final byte[] der;

    private ShownCertificate(BcTlsCrypto crypto, byte[] key, byte[] der) {
      super(crypto, key);
      this.der = der.clone();
    }

    @Override
    public byte[] getEncoded() {
      return der.clone();
    }
  }
}
