package io.pinakes.ipfs.gateway;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.List;

/**
 * Where content can be had.
 *
 * @param id who has it
 * @param addresses where that one listens; one that ends in {@code /http} or {@code /https} is a
 *     trustless gateway
 */
public record Provider(PeerId id, List<Multiaddr> addresses) {
  /** Keeps the addresses as they are. */
  public Provider {
    addresses = List.copyOf(addresses);
  }
}
