package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.store.GarbageRun;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Removes the blocks that no root reaches and no lease holds, while writers go on.
 *
 * <p>It may be killed at any point: each batch of removals is atomic, and what it did not come to
 * is garbage still. It takes 20 to 40 bytes of scratch for each block that is kept, and the same
 * heap however many there are.
 */
public final class Gc {
  /** Whom nobody tells what went. */
  public static final Consumer<Multihash> NOBODY = hash -> {};

  private final Store store;
  private final GcOptions options;

  /** Collects in that store. */
  public Gc(Store store, GcOptions options) {
    this.store = store;
    this.options = options;
  }

  /**
   * Says what is kept, why, and what would go; removes nothing. A store that was opened for reading
   * is judged without the leases of its writer.
   */
  public GcReport plan(GcRoots roots) throws IOException {
    if (store.readOnly()) {
      try (Marker marker = new Marker(store.blocks())) {
        roots.visit(marker::mark);
        return marker.report(unmarked(marker), false);
      }
    }
    try (Marker marker = new Marker(store.blocks());
        GarbageRun run = store.upkeep().collectGarbage()) {
      roots.visit(marker::mark);
      markHeld(run, marker);
      return marker.report(unmarked(marker), false);
    }
  }

  /**
   * Removes what is garbage, unless {@link GcOptions#gaps} says to stop, and gives its room back to
   * the disk.
   *
   * @throws IOException if the roots, the blocks or the store cannot be read or written; what was
   *     removed until then was garbage
   */
  public GcReport collect(GcRoots roots) throws IOException {
    return collect(roots, NOBODY);
  }

  /** The same, telling of each block that went. */
  public GcReport collect(GcRoots roots, Consumer<Multihash> gone) throws IOException {
    GcReport report;
    try (Marker marker = new Marker(store.blocks());
        GarbageRun run = store.upkeep().collectGarbage()) {
      roots.visit(marker::mark);
      // Writers go on, so there is always more; the second round is short, the third shorter.
      markHeld(run, marker);
      markHeld(run, marker);
      if (stopsAtGap(marker)) {
        return marker.report(unmarked(marker), false);
      }
      run.condemn(marker::keeps);
      markHeld(run, marker);
      if (stopsAtGap(marker)) {
        return marker.report(unmarked(marker), false);
      }
      GarbageRun.Removed removed = sweep(run, marker, gone);
      report = marker.report(new GcReport.Amount(removed.blocks(), removed.bytes()), true);
    }
    if (report.garbage().blocks() > 0) {
      store.upkeep().reclaim();
    } else {
      store.upkeep().reclaimLeft();
    }
    return report;
  }

  /**
   * Removes some blocks, but for those that a root reaches or a lease holds.
   *
   * @return those that were kept, each with the reason
   * @throws IOException if the roots, the blocks or the store cannot be read or written
   */
  public Map<Multihash, String> remove(GcRoots roots, Collection<Multihash> blocks)
      throws IOException {
    Set<Multihash> asked = new LinkedHashSet<>(blocks);
    Map<Multihash, String> kept = new LinkedHashMap<>();
    try (Marker marker = new Marker(store.blocks());
        GarbageRun run = store.upkeep().collectGarbage()) {
      roots.visit(
          (cid, kind, reason) -> {
            marker.mark(cid, kind, reason);
            keep(asked, marker, cid.hash()::equals, kind, reason, kept);
          });
      markHeld(run, marker);
      run.condemn(hash -> !asked.contains(hash) || marker.keeps(hash));
      markHeld(run, marker);
      keep(asked, marker, hash -> false, Pin.Kind.RECURSIVE, GcReport.IN_USE, kept);
      run.remove(asked.stream().filter(hash -> !kept.containsKey(hash)).toList());
    }
    return kept;
  }

  private static void keep(
      Set<Multihash> asked,
      Marker marker,
      Predicate<Multihash> isRoot,
      Pin.Kind kind,
      String reason,
      Map<Multihash, String> kept) {
    for (Multihash hash : asked) {
      if (!kept.containsKey(hash) && marker.keeps(hash)) {
        String how = kind == Pin.Kind.DIRECT ? "direct" : "recursive";
        kept.put(hash, isRoot.test(hash) ? how + " (" + reason + ")" : "below " + reason);
      }
    }
  }

  private boolean stopsAtGap(Marker marker) {
    return marker.hasHidingGap() && options.gaps() == GcOptions.Gaps.STOP;
  }

  private static void markHeld(GarbageRun run, Marker marker) throws IOException {
    run.takeHeld(marker::markHeld);
  }

  private GcReport.Amount unmarked(Marker marker) throws IOException {
    long[] sum = new long[2];
    store
        .blocks()
        .list(
            (cid, size) -> {
              if (!marker.keeps(cid.hash())) {
                sum[0]++;
                sum[1] += size;
              }
              return true;
            });
    return new GcReport.Amount(sum[0], sum[1]);
  }

  private GarbageRun.Removed sweep(GarbageRun run, Marker marker, Consumer<Multihash> gone)
      throws IOException {
    Sweep sweep = new Sweep(run, gone);
    store
        .blocks()
        .list(
            (cid, size) -> {
              if (!marker.keeps(cid.hash())) {
                sweep.add(cid.hash());
              }
              return true;
            });
    sweep.flush();
    return sweep.removed;
  }

  /** Gathers garbage into batches. */
  private final class Sweep {
    private final GarbageRun run;
    private final Consumer<Multihash> gone;
    private final List<Multihash> batch = new ArrayList<>();
    private GarbageRun.Removed removed = GarbageRun.Removed.NOTHING;

    Sweep(GarbageRun run, Consumer<Multihash> gone) {
      this.run = run;
      this.gone = gone;
    }

    void add(Multihash hash) throws IOException {
      batch.add(hash);
      if (batch.size() == options.batchBlocks()) {
        flush();
      }
    }

    void flush() throws IOException {
      removed = removed.plus(run.remove(batch));
      for (Multihash hash : batch) {
        // One that was put again meanwhile has stayed.
        if (!gone.equals(NOBODY) && !store.blocks().has(Cid.v1(Multicodec.RAW, hash))) {
          gone.accept(hash);
        }
      }
      batch.clear();
    }
  }
}
