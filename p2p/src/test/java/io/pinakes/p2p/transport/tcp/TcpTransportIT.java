package io.pinakes.p2p.transport.tcp;

import io.pinakes.p2p.transport.TransportContract;
import java.io.IOException;

class TcpTransportIT extends TransportContract {
  TcpTransportIT() throws IOException {
    super(new TcpTransport(), "/ip4/127.0.0.1/tcp/0", "/memory/0");
  }
}
