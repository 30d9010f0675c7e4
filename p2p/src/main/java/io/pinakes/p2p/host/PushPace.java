package io.pinakes.p2p.host;

import io.pinakes.core.key.PeerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often peers may say what has changed: each a few times at once, then once in a while. Whoever
 * says more waits for its turn, since what it says last is what counts; and is refused when that
 * would take too long. No thread or clock; every {@code now} is in nanoseconds of a monotonic one.
 *
 * <p>A peer that connects anew goes on where it was. Of too many peers the one heard longest ago is
 * forgotten: a new name costs more than what it may say.
 */
final class PushPace {
  /** As many as a host makes that is given its protocols one by one while it is connected. */
  static final int AT_ONCE = 16;

  /** Time for another one: in go five times as long, of a whole network. */
  static final Duration EACH = Duration.ofSeconds(1);

  private static final int MOST_PEERS = 4_096;

  private final Map<PeerId, Long> paidUntil = new LinkedHashMap<>(); // guarded by this

  /** How long a push of that peer waits from now; empty if that is longer than it may. */
  synchronized Optional<Duration> turn(PeerId peer, Duration longest, long now) {
    Long before = paidUntil.get(peer);
    long from = before == null || before - now < 0 ? now : before;
    long wait = Math.max(0, from - now - (AT_ONCE - 1) * EACH.toNanos());
    if (wait > longest.toNanos()) {
      return Optional.empty();
    }
    paidUntil.remove(peer); // so that it is the last again
    paidUntil.put(peer, from + EACH.toNanos());
    if (paidUntil.size() > MOST_PEERS) {
      paidUntil.remove(paidUntil.keySet().iterator().next());
    }
    return Optional.of(Duration.ofNanos(wait));
  }
}
