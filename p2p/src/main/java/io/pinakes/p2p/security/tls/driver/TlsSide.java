package io.pinakes.p2p.security.tls.driver;

import io.pinakes.core.key.PublicKey;
import java.util.Optional;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.TlsContext;

/** One side of a handshake, and what it has learnt. */
interface TlsSide {
  /** Whom the peer's certificate speaks for; empty until it was shown and held. */
  Optional<PublicKey> peerKey();

  /** What ALPN settled on. */
  Optional<String> applicationProtocol();

  /** The same, out of a handshake that is done. */
  static Optional<String> applicationProtocol(TlsContext context) {
    return Optional.ofNullable(context.getSecurityParametersConnection().getApplicationProtocol())
        .map(ProtocolName::getUtf8Decoding);
  }
}
