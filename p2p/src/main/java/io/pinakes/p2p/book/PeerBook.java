package io.pinakes.p2p.book;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.record.PeerRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of peers: no thread, lock or clock; every {@code now} is in milliseconds.
 *
 * <p>What a peer has signed counts more than what is said without: as long as its record lives, of
 * addresses from other sources only the user's are believed, and a newer record replaces an older
 * one whole. An older record is passed over, so that nobody brings back old addresses by replaying
 * it; the same one lives again from when it was heard last.
 */
public final class PeerBook {
  private final BookLimits limits;
  private final Map<PeerId, BookEntry> entries = new LinkedHashMap<>(); // longest ago first

  /** A book that knows nobody. */
  public PeerBook(BookLimits limits) {
    this.limits = limits;
  }

  /** Somebody says that the peer is at these addresses. */
  public void heard(PeerId peer, AddressSource source, List<Multiaddr> addresses, long now) {
    if (source == AddressSource.SIGNED) {
      throw new IllegalArgumentException("a signed address comes with its record");
    }
    touched(peer).add(source, addresses, now);
    makeRoom(peer);
  }

  /**
   * The peer has signed that it is at these addresses.
   *
   * @param usable those of the record's addresses that lead to it from here
   * @return whether the record was news
   */
  public boolean heard(PeerRecord record, List<Multiaddr> usable, long now) {
    boolean news = touched(record.peer()).sign(record, usable, now);
    makeRoom(record.peer());
    return news;
  }

  /** Where the peer may be, the most believable first. */
  public List<Multiaddr> addresses(PeerId peer, long now) {
    BookEntry entry = entries.get(peer);
    return entry == null ? List.of() : entry.addresses(now);
  }

  /** Whether the user of this host said that the peer is there. */
  public boolean isUsers(PeerId peer, Multiaddr address) {
    BookEntry entry = entries.get(peer);
    return entry != null && entry.isUsers(address);
  }

  /** Every peer of which it knows an address, the one heard of longest ago first. */
  public List<PeerId> peers(long now) {
    entries.values().removeIf(entry -> entry.isOver(now));
    return List.copyOf(entries.keySet());
  }

  /** What the addresses take of the heap that are not the user's, in bytes. */
  public long heapBytes() {
    return entries.values().stream().mapToLong(BookEntry::heapBytes).sum();
  }

  /** Forgets a peer. */
  public void forget(PeerId peer) {
    entries.remove(peer);
  }

  private BookEntry touched(PeerId peer) {
    BookEntry known = entries.remove(peer);
    BookEntry entry = known == null ? new BookEntry(limits) : known;
    entries.put(peer, entry);
    return entry;
  }

  private void makeRoom(PeerId newest) {
    if (entries.size() <= limits.maxPeers()) {
      return;
    }
    entries.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(newest) && !entry.getValue().isUsers())
        .findFirst()
        .map(Map.Entry::getKey)
        .or(() -> Optional.of(newest))
        .ifPresent(entries::remove);
  }
}
