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
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CertificateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** Made by libp2p 3.3.11 of js on 2026-11-21, from a seed of 32 bytes of 7. */
  private static final String OF_JS =
      """
      308201763082011da00302010202080900308888675364300a06082a8648ce3d04030230003020170d32
      36313132313038353833355a180f32313236313032383039353833355a30003059301306072a8648ce3d
      020106082a8648ce3d030107034200048237f29373bc1c290243a459ed6bf6ecefe72e8092a86d23a56a
      c2f32f37c4c14953b511d1c59c4d3541ce5372240e1cde799c635947e004ceddf048f9255620a37f307d
      307b060a2b0601040183a25a01010101ff046a3068042408011220ea4a6c63e29c520abef5507b132ec5
      f9954776aebebe7b92421eea691446d22c044052cb40f8cecac3666ff7cb95043ff742f71b76d4bc641e
      4e1a0bf9ecfc912729710d70a3c2f7db973a18102b7337bc5f6978bcb67fe8588c82e7564e5d28f90330
      0a06082a8648ce3d04030203470030440220026d7af7bf89046db86b223c3279b7b98b0efa616e307a64
      ae60dee7d7c07ba702204cffc132d732d0ba674fcfdd536f349b70fcedc30d3af55a2c3e1d8ddc539217
      """;

  private static final PrivateKey HOST = PrivateKey.generateEd25519(new SplittableRandom(1));

  @Test
  void theSpecificationsCertificatesNameTheirPeersAndTheInvalidOneIsRefused() throws Exception {
    JsonNode vectors =
        new ObjectMapper().readTree(SharedData.text("fixtures/libp2p-specs/tls-certificates.json"));
    assertThat(vectors.size()).isEqualTo(4);
    for (JsonNode vector : vectors) {
      byte[] certificate = HexFormat.of().parseHex(vector.get("cert_hex").asText());
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
    byte[] own = new HostCertificate(HOST, NOW).encoded();

    assertThat(PeerCertificate.check(own, NOW)).isEqualTo(HOST.publicKey());
  }

  @Test
  void aCertificateOutOfDateIsRefused() {
    byte[] own = new HostCertificate(HOST, NOW).encoded();

    assertThatThrownBy(() -> PeerCertificate.check(own, NOW.minus(Duration.ofHours(2))))
        .isInstanceOf(HandshakeException.class);
    assertThatThrownBy(() -> PeerCertificate.check(own, NOW.plus(Duration.ofDays(101 * 365))))
        .isInstanceOf(HandshakeException.class);
  }

  @SeededTest(times = 300)
  void aFlippedBitIsNeverBelieved(RandomGenerator random) throws Exception {
    byte[] der = new HostCertificate(HOST, NOW).encoded();
    int bit = random.nextInt(der.length * 8);
    der[bit / 8] ^= (byte) (1 << bit % 8);

    assertThatThrownBy(() -> PeerCertificate.check(der, NOW))
        .isInstanceOf(HandshakeException.class);
  }

  @SeededTest(times = 300)
  void aCertificateCutShortIsRefused(RandomGenerator random) {
    byte[] der = new HostCertificate(HOST, NOW).encoded();
    byte[] cut = Arrays.copyOf(der, random.nextInt(der.length));

    assertThatThrownBy(() -> PeerCertificate.check(cut, NOW))
        .isInstanceOf(HandshakeException.class);
  }

  @Test
  void aCertificateOfJsThatNamesNoIssuerNamesItsPeer() throws Exception {
    byte[] der = HexFormat.of().parseHex(OF_JS.replace("\n", ""));

    assertThat(PeerCertificate.check(der, Instant.parse("2026-11-22T00:00:00Z")).peerId())
        .hasToString("12D3KooWRawPbxPtP1eZaJpumGnyWX2DcUyd3RQnydr3eAto4Az7");
  }

  @Test
  void theJdkReadsOurCertificateAsWeDo() throws Exception {
    byte[] der = new HostCertificate(HOST, NOW).encoded();
    X509Certificate theirs =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    X509 ours = X509.parse(der);

    assertThat(theirs.getPublicKey().getEncoded()).isEqualTo(ours.publicKey());
    assertThat(theirs.getNotBefore().toInstant()).isEqualTo(ours.notBefore());
    assertThat(theirs.getNotAfter().toInstant()).isEqualTo(ours.notAfter());
    assertThat(theirs.getTBSCertificate()).isEqualTo(ours.toSign());
    theirs.verify(theirs.getPublicKey());
  }
}
