package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.security.tls.HostCertificate;
import io.pinakes.p2p.security.tls.PeerCertificate;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** The {@code /tls/1.0.0} security protocol of one host. */
public final class TlsSecurity implements SecurityProtocol {
  /** Its name in multistream. */
  public static final String PROTOCOL = "/tls/1.0.0";

  /** Names no muxer in ALPN: it is then negotiated. */
  private static final String LIBP2P = "libp2p";

  /** What an engine holds beside our two buffers during a handshake, in bytes, about. */
  private static final int ENGINE_BYTES = 12 * 1024;

  private final List<String> applicationProtocols;
  private final InstantSource clock;
  private final SSLContext context;

  /**
   * For a host of that identity.
   *
   * @param muxers offered by ALPN, in order of preference
   * @param clock what certificates are dated and checked by
   */
  public TlsSecurity(
      PrivateKey identity, List<String> muxers, SecureRandom random, InstantSource clock) {
    applicationProtocols = new ArrayList<>(muxers);
    applicationProtocols.add(LIBP2P);
    this.clock = clock;
    HostCertificate own = new HostCertificate(identity, clock.instant());
    try {
      context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {new OneKey(own)}, new TrustManager[] {new PeerTrust(clock)}, random);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  @Override
  public String name() {
    return PROTOCOL;
  }

  @Override
  public SecureChannel secure(
      Duplex channel, Direction direction, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException {
    SSLEngine engine = engine(direction);
    scope.reserve(ENGINE_BYTES + TlsChannel.bufferBytes(engine));
    TlsChannel secured = new TlsChannel(channel, engine, scope);
    secured.shakeHands();
    PublicKey key =
        PeerCertificate.check(
            (X509Certificate) engine.getSession().getPeerCertificates()[0], clock.instant());
    if (expected.isPresent() && !expected.get().equals(key.peerId())) {
      throw new HandshakeException(
          "peer is [" + key.peerId() + "] and should be [" + expected.get() + "]");
    }
    String settled = Optional.ofNullable(engine.getApplicationProtocol()).orElse("");
    boolean isMuxer = !settled.isEmpty() && !settled.equals(LIBP2P);
    secured.established(key, isMuxer ? Optional.of(settled) : Optional.empty());
    return secured;
  }

  private SSLEngine engine(Direction direction) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(direction == Direction.OUTBOUND);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setNeedClientAuth(true);
    parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
    engine.setSSLParameters(parameters);
    if (direction == Direction.INBOUND) {
      // The client's order counts; the JDK by itself would take the server's.
      engine.setHandshakeApplicationProtocolSelector((ours, theirs) -> choose(theirs));
    }
    return engine;
  }

  /**
   * A client that offers nothing we know, or nothing at all, negotiates; an empty choice is none.
   */
  private String choose(List<String> offered) {
    return offered.stream().filter(applicationProtocols::contains).findFirst().orElse("");
  }
}
