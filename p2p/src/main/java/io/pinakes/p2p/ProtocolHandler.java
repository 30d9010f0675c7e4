package io.pinakes.p2p;

import java.io.IOException;

/** Speaks a protocol on streams that peers open, each on a virtual thread of its own. */
@FunctionalInterface
public interface ProtocolHandler {
  /** Handles one stream; it is closed on return, and reset on a throw. */
  void handle(Stream stream) throws IOException;
}
