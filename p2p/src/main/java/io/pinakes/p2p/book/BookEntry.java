package io.pinakes.p2p.book;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.address.SaidAddress;
import io.pinakes.p2p.record.PeerRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one peer. */
final class BookEntry {
  /** An entry of the map, its place in the table, and what is said. */
  private static final long SAID_HEAP_BYTES = 80;

  private final BookLimits limits;
  private final Map<Multiaddr, Said> said = new LinkedHashMap<>();
  private long sequence = Long.MIN_VALUE;
  private int signed; // the hash of the addresses of the record of that number
  private long signedUntil = Long.MIN_VALUE;

  BookEntry(BookLimits limits) {
    this.limits = limits;
  }

  void add(AddressSource source, List<Multiaddr> addresses, long now) {
    // Of a longer list the first: a table that had to hold it all would stay as large as that.
    for (Multiaddr address : addresses.stream().limit(limits.maxAddresses()).toList()) {
      Said before = said.get(address);
      if (before == null || before.source.compareTo(source) >= 0 || before.until <= now) {
        // As the newest of its kind.
        said.remove(address);
        said.put(address, new Said(source, now + source.life().toMillis()));
      }
    }
    cut(now);
  }

  /**
   * A peer signs again when its addresses change, and shows the same record for as long as they do
   * not: that one lives again. Another of the same number is passed over.
   */
  boolean sign(PeerRecord record, List<Multiaddr> usable, long now) {
    boolean newer = record.sequence() > sequence;
    int hash = record.addresses().hashCode();
    if (!newer && (record.sequence() < sequence || hash != signed)) {
      return false;
    }
    sequence = record.sequence();
    signed = hash;
    if (newer) {
      // Heard again over another connection, which may make others of its addresses usable.
      said.values().removeIf(one -> one.source == AddressSource.SIGNED);
    }
    signedUntil = now + AddressSource.SIGNED.life().toMillis();
    add(AddressSource.SIGNED, usable, now);
    return newer;
  }

  List<Multiaddr> addresses(long now) {
    boolean signed = signedUntil > now;
    return said.entrySet().stream()
        .filter(entry -> entry.getValue().until > now)
        .filter(entry -> !signed || entry.getValue().source.compareTo(AddressSource.SIGNED) <= 0)
        .sorted(Comparator.comparing(entry -> entry.getValue().source))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** A record's number outlives its addresses, or an old record could be replayed after them. */
  boolean isOver(long now) {
    return said.values().stream().allMatch(one -> one.until <= now);
  }

  boolean isUsers() {
    return said.values().stream().anyMatch(one -> one.source == AddressSource.USER);
  }

  boolean isUsers(Multiaddr address) {
    Said one = said.get(address);
    return one != null && one.source == AddressSource.USER;
  }

  /** What those take of the heap that are not the user's, in bytes. */
  long heapBytes() {
    return said.entrySet().stream().mapToLong(BookEntry::price).sum();
  }

  /** The least believable go, of these the oldest. */
  private void cut(long now) {
    said.values().removeIf(one -> one.until <= now);
    long bytes = heapBytes();
    if (said.size() <= limits.maxAddresses() && bytes <= limits.maxBytes()) {
      return;
    }
    List<Map.Entry<Multiaddr, Said>> leastFirst =
        said.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Multiaddr, Said>, AddressSource>comparing(
                        entry -> entry.getValue().source)
                    .reversed())
            .toList();
    for (Map.Entry<Multiaddr, Said> entry : leastFirst) {
      if (said.size() <= limits.maxAddresses() && bytes <= limits.maxBytes()) {
        return;
      }
      bytes -= price(entry);
      said.remove(entry.getKey());
    }
  }

  /** Whoever owns this host says as much as it likes. */
  private static long price(Map.Entry<Multiaddr, Said> entry) {
    return entry.getValue().source == AddressSource.USER
        ? 0
        : SAID_HEAP_BYTES + SaidAddress.heapBytes(entry.getKey());
  }

  private record Said(AddressSource source, long until) {}
}
