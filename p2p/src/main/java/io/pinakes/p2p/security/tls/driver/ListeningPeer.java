package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PublicKey;
import java.io.IOException;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.jspecify.annotations.Nullable;

/** The side of a handshake that was dialled: TLS' server. */
final class ListeningPeer extends AbstractTlsServer implements TlsSide {
  private final TlsIdentity identity;
  private Optional<PublicKey> peerKey = Optional.empty();

  ListeningPeer(TlsIdentity identity) {
    super(identity.crypto());
    this.identity = identity;
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
  public TlsCredentials getCredentials() throws IOException {
    return identity.credentials(new TlsCryptoParameters(context), TlsUtils.EMPTY_BYTES);
  }

  @Override
  public CertificateRequest getCertificateRequest() throws IOException {
    return new CertificateRequest(TlsUtils.EMPTY_BYTES, TlsIdentity.signatures(), null, null);
  }

  @Override
  public void notifyClientCertificate(Certificate chain) throws IOException {
    peerKey = Optional.of(identity.check(chain, Optional.empty()));
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
  public int[] getSupportedGroups() {
    return TlsIdentity.GROUPS.clone();
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

  /** The first of the client's that we know; a client that offers none of ours negotiates. */
  @Override
  protected @Nullable ProtocolName selectProtocolName() {
    for (Object offered : clientProtocolNames) {
      if (identity.protocols().contains(((ProtocolName) offered).getUtf8Decoding())) {
        return (ProtocolName) offered;
      }
    }
    return null;
  }
}
