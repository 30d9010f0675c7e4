package io.pinakes.p2p.host;

import io.pinakes.core.multiaddr.Multiaddr;
import io.pinakes.p2p.dns.DnsAddresses;
import io.pinakes.p2p.dns.NameBudget;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of one dial, which have one budget and one time between them, and whatever else was of
 * no use to it without being dialled. No thread, lock or clock: its dial has those.
 */
final class DialNames {
  private final Duration time;
  private final NameBudget budget = new NameBudget(DnsAddresses.MAX_QUERIES);
  private final Set<Multiaddr> begun = new LinkedHashSet<>();
  private final Set<Multiaddr> beingFollowed = new LinkedHashSet<>();
  private final Map<Multiaddr, String> failures = new LinkedHashMap<>();
  private long until;

  /** None yet. */
  DialNames(Duration time) {
    this.time = time;
  }

  /** Of which whoever follows takes one for each name asked. */
  NameBudget budget() {
    return budget;
  }

  /** Whether to follow that name now: each once, and no more than there is budget for. */
  boolean begin(Multiaddr name, long now) {
    if (begun.contains(name)) {
      return false;
    }
    if (begun.size() == DnsAddresses.MAX_QUERIES) {
      failed(name, "a dial asks for no more than [" + begun.size() + "] names");
      return false;
    }
    if (begun.isEmpty()) {
      until = now + time.toNanos();
    }
    begun.add(name);
    return beingFollowed.add(name);
  }

  /** Somebody knows where it leads, or that it leads nowhere; false if that comes too late. */
  boolean followed(Multiaddr name) {
    return beingFollowed.remove(name);
  }

  /** Of many that are of no use some are enough to say why. */
  void failed(Multiaddr address, String reason) {
    if (failures.size() < DnsAddresses.MAX_ADDRESSES) {
      failures.putIfAbsent(address, reason);
    }
  }

  /** Whether nothing more comes of them. */
  boolean isExhausted() {
    return beingFollowed.isEmpty();
  }

  /** How long what is under way has yet, in nanoseconds; not positive once that is over. */
  long left(long now) {
    return beingFollowed.isEmpty() ? Long.MAX_VALUE : until - now;
  }

  /** Waits for none any longer. */
  void giveUp() {
    budget.end();
    String late = "was not followed within [" + time.toMillis() + "] ms";
    beingFollowed.forEach(name -> failed(name, late));
    beingFollowed.clear();
  }

  /** Why, for each that was of no use. */
  Map<Multiaddr, String> failures() {
    return failures;
  }
}
