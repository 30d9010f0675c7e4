package io.pinakes.p2p.gate;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.AddressProtocol;
import io.pinakes.core.multiaddr.Multiaddr;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lists of peers and blocks of addresses. Who is blocked stays out; if anybody is allowed by name,
 * only those stay in; and a peer that is allowed by name comes from wherever it likes.
 */
public final class GateList implements ConnectionGater {
  private static final Set<AddressProtocol> NAMES =
      Set.of(
          AddressProtocol.DNS, AddressProtocol.DNS4, AddressProtocol.DNS6, AddressProtocol.DNSADDR);

  private final Set<PeerId> blockedPeers = ConcurrentHashMap.newKeySet();
  private final Set<PeerId> allowedPeers = ConcurrentHashMap.newKeySet();
  private final Set<IpRange> blockedRanges = ConcurrentHashMap.newKeySet();
  private final Set<IpRange> allowedRanges = ConcurrentHashMap.newKeySet();

  /** Lists without an entry, which let everybody in. */
  public GateList() {}

  /** Keeps a peer out; connections that there are stay. */
  public void block(PeerId peer) {
    blockedPeers.add(peer);
  }

  /** Keeps a block of addresses out. */
  public void block(IpRange range) {
    blockedRanges.add(range);
  }

  /**
   * Blocks these from now on, and nothing else; who was blocked and still is stays so throughout.
   */
  public void blockOnly(Set<PeerId> peers, Set<IpRange> ranges) {
    blockedPeers.addAll(peers);
    blockedRanges.addAll(ranges);
    blockedPeers.retainAll(peers);
    blockedRanges.retainAll(ranges);
  }

  /** Blocks the peer no longer. */
  public void unblock(PeerId peer) {
    blockedPeers.remove(peer);
  }

  /** Blocks those addresses no longer. */
  public void unblock(IpRange range) {
    blockedRanges.remove(range);
  }

  /** Lets in this peer, and from now on no other that is not allowed too. */
  public void allow(PeerId peer) {
    allowedPeers.add(peer);
  }

  /** Lets in who comes from there, and from now on nobody from elsewhere. */
  public void allow(IpRange range) {
    allowedRanges.add(range);
  }

  /** The peers that are blocked. */
  public Set<PeerId> blocked() {
    return Set.copyOf(blockedPeers);
  }

  @Override
  public boolean mayDial(PeerId peer, Multiaddr address) {
    return mayTalk(peer, address);
  }

  /** Who it is will be seen later, so a list of peers lets strangers knock. */
  @Override
  public boolean mayAccept(Multiaddr from) {
    return !allowedPeers.isEmpty() || isOpenTo(from);
  }

  @Override
  public boolean mayTalk(PeerId peer, Multiaddr address) {
    if (blockedPeers.contains(peer)) {
      return false;
    }
    return allowedPeers.contains(peer) || allowedPeers.isEmpty() && isOpenTo(address);
  }

  /** A name may stand for any address, so where there are blocks it is in none that is open. */
  private boolean isOpenTo(Multiaddr address) {
    if (NAMES.contains(address.parts().getFirst().protocol())) {
      return blockedRanges.isEmpty() && allowedRanges.isEmpty();
    }
    return blockedRanges.stream().noneMatch(range -> range.contains(address))
        && (allowedRanges.isEmpty()
            || allowedRanges.stream().anyMatch(range -> range.contains(address)));
  }
}
