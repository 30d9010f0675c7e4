package io.pinakes.p2p;

import io.pinakes.p2p.transport.Duplex;

/**
 * A stream that speaks a protocol. {@link #close} closes both ways in good order, {@link #reset} at
 * once; a handler that returns has closed it, one that throws has reset it.
 */
public interface Stream extends Duplex {
  /** What it speaks, as {@code /ipfs/ping/1.0.0}. */
  String protocol();

  /** Who opened it. */
  Direction direction();

  /** The connection that it is part of. */
  Connection connection();

  /** Reads no more; what comes is dropped. */
  void closeInput();

  /** Ends it at once, both ways; what was written may not arrive. */
  void reset();
}
