package io.pinakes.p2p.transport.memory;

import io.pinakes.core.multiaddr.AddressPart;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.transport.Cancellation;
import io.pinakes.p2p.transport.RawConnection;
import io.pinakes.p2p.transport.Transport;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;

/**
 * {@code /memory/NAME}, where name 0 is one of the network's choosing. What a pipe holds is bounded
 * and charged to no scope, like the system's buffers of a socket.
 */
public final class MemoryTransport implements Transport {
  private final MemoryNetwork network;

  /** A transport of that network. */
  public MemoryTransport(MemoryNetwork network) {
    this.network = network;
  }

  @Override
  public boolean serves(Multiaddr address) {
    List<AddressPart> parts = address.parts();
    boolean nothingBehind =
        parts.size() == 1 || parts.size() == 2 && parts.get(1).protocol() == AddressProtocol.P2P;
    return nothingBehind && parts.getFirst().protocol() == AddressProtocol.MEMORY;
  }

  /** Takes no time. */
  @Override
  public RawConnection dial(Multiaddr address, Duration timeout, Cancellation cancellation)
      throws IOException {
    if (cancellation.isCancelled()) {
      throw new SocketException("the dial of [" + address + "] was cancelled");
    }
    return network.dial(address);
  }

  @Override
  public Listener listen(Multiaddr address) throws IOException {
    return network.listen(address);
  }
}
