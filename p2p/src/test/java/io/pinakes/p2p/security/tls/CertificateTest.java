package io.pinakes.p2p.security.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final PrivateKey HOST = PrivateKey.generateEd25519(new SplittableRandom(1));

  @Test
  void theSpecificationsCertificatesNameTheirPeersAndTheInvalidOneIsRefused() throws Exception {
    JsonNode vectors =
        new ObjectMapper().readTree(SharedData.text("fixtures/libp2p-specs/tls-certificates.json"));
    assertThat(vectors.size()).isEqualTo(4);
    for (JsonNode vector : vectors) {
      X509Certificate certificate = parse(HexFormat.of().parseHex(vector.get("cert_hex").asText()));
      if (vector.get("valid").asBoolean()) {
        assertThat(PeerCertificate.check(certificate, NOW).peerId().toString())
            .as(vector.get("name").asText())
            .isEqualTo(vector.get("peer_id").asText());
      } else {
        assertThatThrownBy(() -> PeerCertificate.check(certificate, NOW))
            .isInstanceOf(HandshakeException.class)
            .hasMessageContaining("not vouched for");
      }
    }
  }

  @Test
  void ourOwnCertificateNamesUs() throws Exception {
    X509Certificate own = new HostCertificate(HOST, NOW).certificate();

    assertThat(PeerCertificate.check(own, NOW)).isEqualTo(HOST.publicKey());
    assertThat(own.getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void aCertificateOutOfDateIsRefused() {
    X509Certificate own = new HostCertificate(HOST, NOW).certificate();

    assertThatThrownBy(() -> PeerCertificate.check(own, NOW.minus(Duration.ofHours(2))))
        .isInstanceOf(HandshakeException.class);
    assertThatThrownBy(() -> PeerCertificate.check(own, NOW.plus(Duration.ofDays(101 * 365))))
        .isInstanceOf(HandshakeException.class);
  }

  @SeededTest(times = 300)
  void aFlippedBitIsNeverBelieved(RandomGenerator random) throws Exception {
    byte[] der = new HostCertificate(HOST, NOW).certificate().getEncoded();
    int bit = random.nextInt(der.length * 8);
    der[bit / 8] ^= (byte) (1 << bit % 8);

    try {
      X509Certificate flipped = parse(der);
      assertThatThrownBy(() -> PeerCertificate.check(flipped, NOW))
          .isInstanceOf(HandshakeException.class);
    } catch (CertificateException expected) {
      assertThat(expected.getMessage()).isNotEmpty(); // no certificate any more
    }
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
