package io.pinakes.p2p.transport;

import io.pinakes.core.multiaddr.Multiaddr;
import java.io.IOException;
import java.time.Duration;

/** Dials and listens for one kind of address. */
public interface Transport {
  /** Whether it serves the address, whose last part may name a peer. */
  boolean serves(Multiaddr address);

  /**
   * Begins a connection.
   *
   * @throws IOException if nobody answers there in that time, or the dial is cancelled
   */
  RawConnection dial(Multiaddr address, Duration timeout, Cancellation cancellation)
      throws IOException;

  /**
   * Begins to listen. Port 0 is one of the system's choosing.
   *
   * @throws IOException if the address is taken or not ours
   */
  Listener listen(Multiaddr address) throws IOException;

  /** Takes connections one by one. */
  interface Listener extends AutoCloseable {
    /** The address with the port that was chosen. */
    Multiaddr address();

    /**
     * Waits for a connection.
     *
     * @throws java.nio.channels.ClosedChannelException once the listener is closed
     * @throws IOException if this one could not be had, as for want of descriptors; another may
     */
    RawConnection accept() throws IOException;

    @Override
    void close();
  }
}
