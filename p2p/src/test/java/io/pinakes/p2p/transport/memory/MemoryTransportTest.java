package io.pinakes.p2p.transport.memory;

import io.pinakes.p2p.transport.TransportContract;
import java.io.IOException;

class MemoryTransportTest extends TransportContract {
  MemoryTransportTest() throws IOException {
    super(new MemoryTransport(new MemoryNetwork()), "/memory/0", "/ip4/127.0.0.1/tcp/0");
  }
}
