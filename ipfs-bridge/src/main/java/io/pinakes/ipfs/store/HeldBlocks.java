package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The blocks that one lease holds. Guarded by the lock of its {@link LeaseBook}. */
final class HeldBlocks {
  private final Map<Multihash, Set<Cid>> cids = new HashMap<>();

  boolean add(Cid cid) {
    return cids.computeIfAbsent(cid.hash(), hash -> new HashSet<>(2)).add(cid);
  }

  boolean holds(Multihash hash) {
    return cids.containsKey(hash);
  }

  void forEach(Consumer<Cid> action) {
    cids.values().forEach(set -> set.forEach(action));
  }
}
