package io.pinakes.p2p;

import java.io.IOException;

/** A dial under way. Several to one peer are one dial, and it ends when all of them gave up. */
public interface Dialing {
  /**
   * Waits for the connection.
   *
   * @throws IOException if no address leads to the peer, or the dial was cancelled
   */
  Connection await() throws IOException;

  /** Gives up; what was opened for it is closed. Does nothing once there is a connection. */
  void cancel();
}
