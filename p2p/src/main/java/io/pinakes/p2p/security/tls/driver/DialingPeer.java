package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PublicKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.Collectors;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.jspecify.annotations.Nullable;

/** The side of a handshake that dials: TLS' client. */
final class DialingPeer extends AbstractTlsClient implements TlsSide {
  private final TlsIdentity identity;
  private final Optional<PeerId> expected;
  private Optional<PublicKey> peerKey = Optional.empty();

  DialingPeer(TlsIdentity identity, Optional<PeerId> expected) {
    super(identity.crypto());
    this.identity = identity;
    this.expected = expected;
  }

  @Override
  public Optional<PublicKey> peerKey() {
    return peerKey;
  }

  @Override
  public Optional<String> applicationProtocol() {
    return TlsSide.applicationProtocol(context);
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        peerKey = Optional.of(identity.check(shown.getCertificate(), expected));
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return identity.credentials(
            new TlsCryptoParameters(context), request.getCertificateRequestContext());
      }
    };
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return TlsSecurity.MAX_MESSAGE_BYTES;
  }

  /** Its signature is checked by libp2p's rules, whatever it was made with. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say so
  public boolean shouldCheckSigAlgOfPeerCerts() {
    return false;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv13.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsIdentity.CIPHERS.clone();
  }

  @Override
  protected Vector<ProtocolName> getProtocolNames() {
    return identity.protocolNames();
  }

  @Override
  protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
    return TlsIdentity.signatures();
  }

  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's signature
  protected Vector<Integer> getSupportedGroups(Vector roles) {
    return Arrays.stream(TlsIdentity.GROUPS).boxed().collect(Collectors.toCollection(Vector::new));
  }

  /** Who vouches is the peer itself, so there is no status to ask for. */
  @Override
  protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
    return null;
  }
}
