package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.tls.HostCertificate;
import io.pinakes.p2p.security.tls.PeerCertificate;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/** What one host brings to each handshake, and by what it judges who it meets. */
final class TlsIdentity {
  /** Names no muxer in ALPN: it is then negotiated. */
  static final String LIBP2P = "libp2p";

  /**
   * AES alone: ChaCha20 is what Noise is for. The smaller key first, as in go: it takes fewer
   * rounds.
   */
  static final int[] CIPHERS = {
    CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384
  };

  /** The first is the one for which a share is sent at once. */
  static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1};

  private static final int[] SIGNATURES = {
    SignatureScheme.ecdsa_secp256r1_sha256,
    SignatureScheme.ecdsa_secp384r1_sha384,
    SignatureScheme.ecdsa_secp521r1_sha512,
    SignatureScheme.ed25519,
    SignatureScheme.rsa_pss_rsae_sha256,
    SignatureScheme.rsa_pss_rsae_sha384,
    SignatureScheme.rsa_pss_rsae_sha512,
    SignatureScheme.rsa_pkcs1_sha256, // of certificates alone; TLS 1.3 signs by none of its kind
  };

  private final TlsCrypto13 crypto;
  private final HostCertificate own;
  private final AsymmetricKeyParameter key;
  private final InstantSource clock;
  private final List<String> protocols;

  TlsIdentity(HostCertificate own, List<String> muxers, SecureRandom random, InstantSource clock) {
    this.own = own;
    this.clock = clock;
    crypto = new TlsCrypto13(random);
    List<String> all = new ArrayList<>(muxers);
    all.add(LIBP2P);
    protocols = List.copyOf(all);
    try {
      key = PrivateKeyFactory.createKey(own.key().getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("a key of P-256 that is none", e);
    }
  }

  TlsCrypto13 crypto() {
    return crypto;
  }

  /** What is offered by ALPN, in order of preference. */
  List<String> protocols() {
    return protocols;
  }

  /** Our certificate, and what signs by it. */
  TlsCredentialedSigner credentials(TlsCryptoParameters parameters, byte[] requestContext)
      throws IOException {
    CertificateEntry entry = new CertificateEntry(crypto.createCertificate(own.encoded()), null);
    return new BcDefaultTlsCredentialedSigner(
        parameters,
        crypto,
        key,
        new Certificate(requestContext, new CertificateEntry[] {entry}),
        SignatureScheme.getSignatureAndHashAlgorithm(SignatureScheme.ecdsa_secp256r1_sha256));
  }

  /**
   * The key for which the peer's one certificate speaks.
   *
   * @throws TlsFatalAlert for the peer to read; its cause says what does not hold
   */
  PublicKey check(Certificate chain, Optional<PeerId> expected) throws IOException {
    try {
      if (chain.getLength() != 1) {
        throw new HandshakeException("a chain of [" + chain.getLength() + "] certificates");
      }
      PublicKey found =
          PeerCertificate.check(chain.getCertificateAt(0).getEncoded(), clock.instant());
      if (expected.isPresent() && !expected.get().equals(found.peerId())) {
        throw new HandshakeException(
            "peer is [" + found.peerId() + "] and should be [" + expected.get() + "]");
      }
      return found;
    } catch (HandshakeException e) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
    }
  }

  @SuppressWarnings("JdkObsolete") // the library wants a Vector
  static Vector<SignatureAndHashAlgorithm> signatures() {
    Vector<SignatureAndHashAlgorithm> all = new Vector<>();
    for (int scheme : SIGNATURES) {
      all.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme));
    }
    return all;
  }

  @SuppressWarnings("JdkObsolete") // the library wants a Vector
  Vector<ProtocolName> protocolNames() {
    Vector<ProtocolName> all = new Vector<>();
    protocols.forEach(name -> all.add(ProtocolName.asUtf8Encoding(name)));
    return all;
  }
}
