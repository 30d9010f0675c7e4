package io.pinakes.p2p.dial;

import io.pinakes.core.multiaddr.Multiaddr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One peer being dialled: no thread, lock or clock. Its owner asks {@link #next} what to begin,
 * says how it went, and asks again at {@link #nextAt} or after a failure, whichever is sooner.
 * Every {@code now} is in nanoseconds of one monotonic clock.
 *
 * <p>Addresses begin in the order of their rank, a delay apart; one that fails makes room for the
 * next at once. None is tried twice.
 */
public final class DialPlan {
  private final DialLimits limits;
  private final Set<Multiaddr> known = new LinkedHashSet<>();
  private final Set<Multiaddr> running = new LinkedHashSet<>();
  private final Map<Multiaddr, String> failures = new LinkedHashMap<>();
  private Deque<Multiaddr> waiting = new ArrayDeque<>();
  private long notBefore;

  /** A plan with nothing to dial. */
  public DialPlan(DialLimits limits, long now) {
    this.limits = limits;
    notBefore = now;
  }

  /** More addresses of the peer; those that are known, or too many, are passed over. */
  public void add(List<Multiaddr> addresses) {
    List<Multiaddr> all = new ArrayList<>(waiting);
    for (Multiaddr address : AddressRanking.rank(addresses)) {
      if (known.size() < limits.maxAddresses() && known.add(address)) {
        all.add(address);
      }
    }
    waiting = new ArrayDeque<>(AddressRanking.rank(all));
  }

  /** The address to begin with now; empty if none is due. */
  public Optional<Multiaddr> next(long now) {
    if (waiting.isEmpty() || running.size() >= limits.maxParallel() || now - notBefore < 0) {
      return Optional.empty();
    }
    Multiaddr address = waiting.removeFirst();
    running.add(address);
    notBefore = now + limits.delay().toNanos();
    return Optional.of(address);
  }

  /** When {@link #next} has one, in nanoseconds; empty if first one must fail, or be added. */
  public OptionalLong nextAt() {
    return waiting.isEmpty() || running.size() >= limits.maxParallel()
        ? OptionalLong.empty()
        : OptionalLong.of(notBefore);
  }

  /** That address did not lead to the peer. */
  public void failed(Multiaddr address, String cause, long now) {
    if (!running.remove(address)) {
      throw new IllegalStateException("[" + address + "] is not being dialled");
    }
    failures.put(address, cause);
    notBefore = now;
  }

  /** Whether all has failed: nothing runs and nothing waits. */
  public boolean isExhausted() {
    return running.isEmpty() && waiting.isEmpty();
  }

  /** What went wrong at each address, in the order in which it did. */
  public Map<Multiaddr, String> failures() {
    return failures;
  }
}
