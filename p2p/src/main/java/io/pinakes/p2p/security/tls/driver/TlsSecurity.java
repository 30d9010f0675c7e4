package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.key.PrivateKey;
import io.pinakes.core.key.PublicKey;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.security.SecureChannel;
import io.pinakes.p2p.security.SecurityProtocol;
import io.pinakes.p2p.security.tls.HostCertificate;
import io.pinakes.p2p.security.tls.PeerCertificate;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.TlsException;

/** The {@code /tls/1.0.0} security protocol of one host. */
public final class TlsSecurity implements SecurityProtocol {
  /** Its name in multistream. */
  public static final String PROTOCOL = "/tls/1.0.0";

  /** The longest message of a handshake, and the longest record in it. */
  static final int MAX_MESSAGE_BYTES = PeerCertificate.MAX_BYTES;

  /** All that a peer may say before the handshake is over. */
  static final int MAX_HANDSHAKE_BYTES = 4 * MAX_MESSAGE_BYTES;

  /**
   * What the library holds of a handshake: one record, a queue that may double for a message and
   * another record, and its state. Stays reserved.
   */
  private static final int HANDSHAKE_BYTES = 40 * 1024;

  private final TlsIdentity identity;

  /**
   * For a host of that identity.
   *
   * @param muxers offered by ALPN, in order of preference
   * @param clock what certificates are dated and checked by
   */
  public TlsSecurity(
      PrivateKey identity, List<String> muxers, SecureRandom random, InstantSource clock) {
    HostCertificate own = new HostCertificate(identity, clock.instant());
    this.identity = new TlsIdentity(own, muxers, random, clock);
  }

  @Override
  public String name() {
    return PROTOCOL;
  }

  @Override
  public SecureChannel secure(
      Duplex channel, Direction direction, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException {
    scope.reserve(HANDSHAKE_BYTES);
    TlsOutput output = new TlsOutput(channel, new ReservedBuffer(scope));
    TlsInput input = new TlsInput(channel, output, new ReservedBuffer(scope));
    TlsSide side;
    TlsEngine engine;
    if (direction == Direction.OUTBOUND) {
      DialingPeer client = new DialingPeer(identity, expected);
      side = client;
      engine = TlsEngine.dialing(input, output, client);
    } else {
      ListeningPeer server = new ListeningPeer(identity);
      side = server;
      engine = TlsEngine.listening(input, output, server);
    }
    shakeHands(engine, output);
    input.handshakeIsDone();
    PublicKey key =
        side.peerKey().orElseThrow(() -> new HandshakeException("peer showed no certificate"));
    Optional<String> muxer =
        side.applicationProtocol().filter(name -> !name.equals(TlsIdentity.LIBP2P));
    return new TlsChannel(channel, engine, input, output, key, muxer, scope);
  }

  private static void shakeHands(TlsEngine engine, TlsOutput output) throws IOException {
    try {
      engine.shakeHands();
      output.send();
    } catch (TlsException e) {
      sendAlert(output);
      throw e.getCause() instanceof HandshakeException cause
          ? cause
          : new HandshakeException("TLS handshake failed: " + e.getMessage(), e);
    }
  }

  /** So that the peer learns why; whether it arrives changes nothing here. */
  private static void sendAlert(TlsOutput output) {
    try {
      output.send();
    } catch (IOException e) {
      // the handshake has failed already
    }
  }
}
