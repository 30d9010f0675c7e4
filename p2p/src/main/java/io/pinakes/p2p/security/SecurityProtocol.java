package io.pinakes.p2p.security;

import io.pinakes.core.key.PeerId;
import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ConnectionScope;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.util.Optional;

/** A way to encrypt a channel and to learn who is at its other end. */
public interface SecurityProtocol {
  /** Its name in multistream, as {@code /noise}. */
  String name();

  /**
   * Runs the handshake, and blocks until it is over; its owner closes the channel if that takes too
   * long.
   *
   * @param expected whom it must lead to, if that is known
   * @param scope pays for buffers
   * @throws HandshakeException if the peer does not show who it is, or is another
   */
  SecureChannel secure(
      Duplex channel, Direction direction, Optional<PeerId> expected, ConnectionScope scope)
      throws IOException;
}
