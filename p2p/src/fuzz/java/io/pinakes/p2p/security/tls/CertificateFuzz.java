package io.pinakes.p2p.security.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** Anything that the JDK takes for a certificate. */
class CertificateFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(data));
      PeerCertificate.check(certificate, Instant.EPOCH);
    } catch (CertificateException | HandshakeException e) {
      // what a certificate that does not hold is
    }
  }
}
