package io.pinakes.p2p.mux;

import java.io.IOException;
import java.time.Duration;

/** A channel with streams. */
public interface MuxedConnection extends AutoCloseable {
  /**
   * Opens a stream; waits if too many of ours are not acknowledged.
   *
   * @throws IOException if a limit stands in the way, the connection is over, or the time is
   */
  MuxedStream open(Duration timeout) throws IOException;

  /** Round trip as last measured; zero if not known. */
  Duration roundTrip();

  /** Tells the peer that we leave, and closes; streams are reset. Does not block. */
  @Override
  void close();
}
