package io.pinakes.p2p.resource;

/**
 * What those who share something may have of one resource beyond what each has for its own.
 *
 * <p>Nobody may hold more of it than is left of it then. So one alone gets a half, and of {@code n}
 * who take what they can each gets {@code 1 / (n + 1)}, and as much is left for one who comes: the
 * more there are, the less each has, and nobody has to guess how many there will be.
 */
final class SharedPool {
  private final Resource resource;
  private final Share share;
  private long taken;

  /** A pool of which nothing is taken. */
  SharedPool(Resource resource, Share share) {
    this.resource = resource;
    this.share = share;
  }

  Resource resource() {
    return resource;
  }

  /** Whether one who holds so much may have so much more. */
  boolean allows(long held, long amount) {
    long before = beyondOwn(held);
    long after = beyondOwn(held + amount);
    return after == before || after <= share.shared() - (taken - before) - after;
  }

  /** The most that one who holds so much could hold. */
  long most(long held) {
    return share.own() + Math.max(0, (share.shared() - taken + beyondOwn(held)) / 2);
  }

  /** What one holds has changed. */
  void moved(long from, long to) {
    taken += beyondOwn(to) - beyondOwn(from);
  }

  private long beyondOwn(long held) {
    return Math.max(0, held - share.own());
  }
}
