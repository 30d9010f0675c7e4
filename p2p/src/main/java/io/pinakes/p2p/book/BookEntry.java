package io.pinakes.p2p.book;

import io.pinakes.core.multiaddr.Multiaddr;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of one peer. */
final class BookEntry {
  private final int maxAddresses;
  private final Map<Multiaddr, Said> said = new LinkedHashMap<>();
  private long sequence = Long.MIN_VALUE;
  private long signedUntil = Long.MIN_VALUE;

  BookEntry(int maxAddresses) {
    this.maxAddresses = maxAddresses;
  }

  void add(AddressSource source, List<Multiaddr> addresses, long now) {
    for (Multiaddr address : addresses) {
      Said before = said.get(address);
      if (before == null || before.source.compareTo(source) >= 0 || before.until <= now) {
        said.put(address, new Said(source, now + source.life().toMillis()));
      }
    }
    cut(now);
  }

  boolean sign(long newSequence, List<Multiaddr> addresses, long now) {
    if (newSequence <= sequence) {
      return false;
    }
    sequence = newSequence;
    said.values().removeIf(one -> one.source == AddressSource.SIGNED);
    signedUntil = now + AddressSource.SIGNED.life().toMillis();
    add(AddressSource.SIGNED, addresses, now);
    return true;
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

  private void cut(long now) {
    said.values().removeIf(one -> one.until <= now);
    while (said.size() > maxAddresses) {
      said.entrySet().stream()
          .max(Comparator.comparing(entry -> entry.getValue().source))
          .map(Map.Entry::getKey)
          .ifPresent(said::remove);
    }
  }

  private record Said(AddressSource source, long until) {}
}
