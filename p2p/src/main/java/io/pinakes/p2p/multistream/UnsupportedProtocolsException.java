package io.pinakes.p2p.multistream;

import io.pinakes.p2p.wire.WireException;
import java.util.List;

/** The peer speaks none of the protocols that were proposed. */
public final class UnsupportedProtocolsException extends WireException {
  private static final long serialVersionUID = 1L;

  UnsupportedProtocolsException(List<String> proposals) {
    super("peer speaks none of " + proposals);
  }
}
