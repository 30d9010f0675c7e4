package io.pinakes.p2p.dial;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiaddr.Multiaddr;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Addresses of peers that failed, and until when each is left alone: twice as long after each
 * failure in a row. No thread, lock or clock.
 */
public final class BackOff {
  private final DialLimits limits;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(); // the oldest first

  /** With nothing to remember. */
  public BackOff(DialLimits limits) {
    this.limits = limits;
  }

  /** Whether the address is left alone now. */
  public boolean isHeld(PeerId peer, Multiaddr address, long now) {
    Entry entry = entries.get(new Key(peer, address));
    return entry != null && now - entry.until < 0;
  }

  /** The address failed once more. */
  public void failed(PeerId peer, Multiaddr address, long now) {
    Key key = new Key(peer, address);
    Entry before = entries.remove(key);
    Duration wait = before == null ? limits.backOff() : before.pause.multipliedBy(2);
    if (wait.compareTo(limits.maxBackOff()) > 0) {
      wait = limits.maxBackOff();
    }
    entries.put(key, new Entry(wait, now + wait.toNanos()));
    if (entries.size() > limits.maxRemembered()) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  /** The address led to the peer: its failures are forgotten. */
  public void succeeded(PeerId peer, Multiaddr address) {
    entries.remove(new Key(peer, address));
  }

  /** How many addresses are remembered. */
  public int size() {
    return entries.size();
  }

  private record Key(PeerId peer, Multiaddr address) {}

  private record Entry(Duration pause, long until) {}
}
