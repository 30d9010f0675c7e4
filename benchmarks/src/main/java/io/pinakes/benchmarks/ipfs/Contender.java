package io.pinakes.benchmarks.ipfs;

import java.io.IOException;
import java.net.URI;

/** A node that listens: Kubo's RPC for its owner, and a gateway. */
interface Contender extends AutoCloseable {
  /** As the record calls it. */
  String name();

  /** When it answers that something is kept, in a sentence. */
  String durability();

  /** Where the RPC is, up to {@code /api/v0/}. */
  URI api();

  /** Where the gateway is. */
  URI gateway();

  /** The CPU seconds that its process has used. */
  double cpuSeconds();

  @Override
  void close() throws IOException;
}
