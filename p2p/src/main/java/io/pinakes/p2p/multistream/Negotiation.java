package io.pinakes.p2p.multistream;

import io.pinakes.p2p.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One end of a negotiation. It is over when there is a result and no output. */
public interface Negotiation {
  /** The first message of each side. */
  String HEADER = "/multistream/1.0.0";

  /** The answer to a proposal that is not known. */
  String NOT_AVAILABLE = "na";

  /** How many bytes it takes at least before it gets on; 0 once there is a result. */
  int needed();

  /**
   * Takes bytes of the peer, at most {@link #needed}.
   *
   * @throws WireException if they are malformed or the peer has nothing to agree on
   */
  void receive(ByteBuffer in) throws WireException;

  /** Takes what is to be sent now; empty if nothing. */
  byte[] takeOutput();

  /** What was agreed on. */
  Optional<String> result();
}
