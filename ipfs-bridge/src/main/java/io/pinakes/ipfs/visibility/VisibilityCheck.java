package io.pinakes.ipfs.visibility;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Counts anew, by a walk from the public roots, and holds the counts that are kept against it.
 * Changes nothing.
 *
 * <p>Not every count is held: each block has a weight that a secret number chooses, and the sum of
 * all weights, each as often as the block is referred to, has to be the same both ways. A count
 * that is wrong goes unseen once in 2^64 times. What is seen of each block is only whether it was
 * reached: 20 to 40 bytes of scratch.
 */
public final class VisibilityCheck {
  private final Store store;
  private final VisibilityTable table;
  private final CountStep reading;
  private final long secret;
  private final ArrayDeque<Cid> waiting = new ArrayDeque<>();
  private long wanted;
  private long hidden;

  /** Of that store. */
  public VisibilityCheck(Store store, RandomGenerator random) {
    this.store = store;
    this.table = new VisibilityTable(store);
    this.reading = new CountStep(store, table);
    this.secret = random.nextLong();
  }

  /** Looks at all that is public. */
  public VisibilityReport run() throws IOException {
    boolean unfinished = !table.queued(VisibilityTable.DYING, 1, Optional.empty()).isEmpty();
    List<Cid> roots = table.roots();
    try (MarkedSet reached = new MarkedSet(store.blocks().scratch())) {
      for (Cid root : roots) {
        reach(root, reached);
        while (!waiting.isEmpty()) {
          for (Cid link : follow(waiting.pop())) {
            reach(link, reached);
          }
        }
      }
      long[] sums = new long[3];
      table.entries(
          (cid, entry) -> {
            sums[0]++;
            sums[1] += reached.contains(cid) ? 0 : 1;
            sums[2] += entry.count() * weight(cid);
          });
      return new VisibilityReport(
          roots.size(), sums[0], sums[1], hidden, sums[2] != wanted, unfinished);
    }
  }

  private void reach(Cid any, MarkedSet reached) {
    Cid cid = CountStep.canonical(any);
    wanted += weight(cid);
    if (reached.add(cid)) {
      waiting.push(cid);
    }
  }

  /** The links of a block that are counted, or should be: not while it waits for its own bytes. */
  private List<Cid> follow(Cid cid) throws IOException {
    Optional<VisibilityTable.Entry> entry = table.entry(cid);
    if (entry.isEmpty()) {
      hidden++;
    }
    boolean leaf = cid.codec() == Multicodec.RAW;
    boolean waits = entry.isPresent() && !entry.get().expanded();
    return leaf || waits ? List.of() : reading.links(cid).orElse(List.of());
  }

  private long weight(Cid cid) {
    long weight = mixed(secret ^ cid.codec());
    byte[] hash = cid.hash().toBytes();
    long bits = 0;
    for (int i = 0; i < hash.length; i++) {
      bits = bits << 8 | hash[i] & 0xff;
      if (i % 8 == 7 || i == hash.length - 1) {
        weight = mixed(weight ^ bits);
        bits = 0;
      }
    }
    return weight;
  }

  /** The finaliser of SplitMix64. */
  private static long mixed(long bits) {
    long mixed = bits + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
