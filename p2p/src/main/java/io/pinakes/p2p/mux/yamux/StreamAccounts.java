package io.pinakes.p2p.mux.yamux;

import io.pinakes.p2p.Direction;
import java.util.Optional;

/** Who pays for streams: the scopes of a host, or a test. */
public interface StreamAccounts {
  /** An account for a new stream; empty if there may be no more of them. */
  Optional<Account> open(Direction direction);

  /** Pays for one stream's buffers and window. */
  interface Account {
    /** Reserves bytes more; false, and nothing is reserved, if a limit stands in the way. */
    boolean tryReserve(long bytes);

    /** Gives reserved bytes back. */
    void release(long bytes);
  }
}
