package io.pinakes.p2p.mux;

import io.pinakes.p2p.Direction;
import io.pinakes.p2p.resource.ResourceRefusedException;
import io.pinakes.p2p.resource.ScopeLimits;
import io.pinakes.p2p.transport.Duplex;

/**
 * A stream that speaks no protocol yet. {@link #close} closes both ways in good order: what was
 * written still arrives, what comes is dropped.
 */
public interface MuxedStream extends Duplex {
  /** Who opened it. */
  Direction direction();

  /**
   * Charges the protocol that it speaks from now on. Once.
   *
   * @param ofPeer what one peer may hold of the protocol
   */
  void speaks(String protocol, ScopeLimits ofPeer) throws ResourceRefusedException;

  /** Reads no more; what comes is dropped. */
  void closeInput();

  /** Ends it at once, both ways; what was written may not arrive. */
  void reset();
}
