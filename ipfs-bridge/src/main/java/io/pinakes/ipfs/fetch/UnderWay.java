package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is asked for at the moment, of whom and since when; guarded by the fetch's lock. A block
 * that is waited for too long is asked of one source more for each such while, so that one that is
 * slow does not hold up what others could give.
 */
final class UnderWay {
  private final long hedgeNanos;
  private final Map<Cid, Ask> asks = new LinkedHashMap<>();

  private static final class Ask {
    final long since = System.nanoTime();
    final Set<Asked> of = new LinkedHashSet<>();
  }

  UnderWay(Duration hedge) {
    this.hedgeNanos = hedge.toNanos();
  }

  void begin(Cid cid, Asked source) {
    asks.computeIfAbsent(cid, key -> new Ask()).of.add(source);
  }

  boolean isAsked(Cid cid, Asked source) {
    Ask ask = asks.get(cid);
    return ask != null && ask.of.contains(source);
  }

  /** Ends the question; false if another source has answered it before. */
  boolean arrived(Cid cid) {
    return asks.remove(cid) != null;
  }

  /** One source is asked no more; true if nobody else is either, and it has not come. */
  boolean givenBack(Cid cid, Asked source) {
    Ask ask = asks.get(cid);
    if (ask == null) {
      return false;
    }
    ask.of.remove(source);
    if (ask.of.isEmpty()) {
      asks.remove(cid);
      return true;
    }
    return false;
  }

  /** A block of that kind that takes long for as many as are asked. */
  Optional<Cid> slow(Predicate<Cid> kind) {
    long now = System.nanoTime();
    return asks.entrySet().stream()
        .filter(ask -> now - ask.getValue().since >= hedgeNanos * ask.getValue().of.size())
        .map(Map.Entry::getKey)
        .filter(kind)
        .findFirst();
  }
}
