package io.pinakes.p2p.security.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pinakes.p2p.security.HandshakeException;
import java.time.Instant;

/** Anything that a stranger shows for a certificate. */
class CertificateFuzz {
  @FuzzTest(maxDuration = "60s")
  void fuzz(byte[] data) {
    try {
      PeerCertificate.check(data, Instant.EPOCH);
    } catch (HandshakeException e) {
      // what a certificate that does not hold is
    }
  }
}
