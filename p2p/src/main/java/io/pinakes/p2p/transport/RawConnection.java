package io.pinakes.p2p.transport;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.Direction;

/** A channel fresh from its transport: neither encrypted nor known to lead to anybody. */
public interface RawConnection extends Duplex {
  /** Who began it. */
  Direction direction();

  /** Our end, as {@code /ip4/127.0.0.1/tcp/4001}. */
  Multiaddr localAddress();

  /** The peer's end. */
  Multiaddr remoteAddress();
}
