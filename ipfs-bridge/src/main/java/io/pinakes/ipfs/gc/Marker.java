package io.pinakes.ipfs.gc;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.scratch.MarkedSet;
import io.pinakes.ipfs.store.StoreBlocks;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Walks from roots and marks what it reaches. Raw blocks, by far the most, are not read; of the
 * others, those wait on a stack that were reached and not yet read.
 *
 * <p>One thread marks; others may ask {@link #keeps}. The lock guards the marked set.
 */
final class Marker implements AutoCloseable {
  private final StoreBlocks blocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final MarkedSet marked;
  private final Map<String, GcReport.Amount> kept = new LinkedHashMap<>();
  private final List<GcReport.Gap> gaps = new ArrayList<>();
  private final ArrayDeque<Cid> waiting = new ArrayDeque<>();
  private long gapCount;
  private boolean hidingGap;

  Marker(StoreBlocks blocks) {
    this.blocks = blocks;
    this.marked = new MarkedSet(blocks.scratch());
  }

  void mark(Cid root, Pin.Kind kind, String reason) throws IOException {
    kept.putIfAbsent(reason, GcReport.Amount.NOTHING);
    if (kind == Pin.Kind.DIRECT) {
      // As raw: whoever reaches it as what it is still follows its links.
      reach(Cid.v1(Multicodec.RAW, root.hash()), reason);
      return;
    }
    reach(root, reason);
    walk(reason);
  }

  /**
   * What a job holds may be absent, because it is about to be put or was asked for in vain: it is
   * kept if it appears, and what it links to is held on its own. For the same reason nothing that
   * is missing below it is a gap: a job may be putting back, children and parents in one batch,
   * what the last run had begun to remove.
   */
  void markHeld(Cid held) throws IOException {
    if (blocks.has(held)) {
      mark(held, Pin.Kind.RECURSIVE, GcReport.IN_USE);
    } else {
      add(Cid.v1(Multicodec.RAW, held.hash()));
    }
  }

  private void walk(String reason) throws IOException {
    while (!waiting.isEmpty()) {
      Cid cid = waiting.pop();
      try {
        Optional<byte[]> bytes = blocks.get(cid);
        if (bytes.isEmpty()) {
          addGap(cid, reason, "is missing");
          continue;
        }
        for (Cid link : Links.of(cid, bytes.get())) {
          reach(link, reason);
        }
      } catch (DamagedBlockException | CodecException e) {
        addGap(cid, reason, String.valueOf(e.getMessage()));
      }
    }
  }

  private void reach(Cid cid, String reason) throws IOException {
    boolean counted = keeps(cid.hash());
    if (!add(cid)) {
      return;
    }
    if (cid.codec() != Multicodec.RAW) {
      waiting.push(cid);
    }
    if (!counted && cid.hash().code() != Multihash.IDENTITY) {
      OptionalLong size = blocks.size(cid);
      if (size.isPresent()) {
        kept.merge(
            reason,
            new GcReport.Amount(1, size.getAsLong()),
            (sum, more) -> sum.plus(more.blocks(), more.bytes()));
      } else if (cid.codec() == Multicodec.RAW) {
        addGap(cid, reason, "is missing");
      }
    }
  }

  private void addGap(Cid cid, String reason, String what) {
    if (reason.equals(GcReport.IN_USE)) {
      return;
    }
    boolean hides = cid.codec() != Multicodec.RAW;
    gapCount++;
    hidingGap |= hides;
    if (gaps.size() < GcReport.MAX_GAPS) {
      gaps.add(new GcReport.Gap(cid, reason, what, hides));
    }
  }

  boolean keeps(Multihash hash) {
    lock.lock();
    try {
      return marked.contains(hash);
    } finally {
      lock.unlock();
    }
  }

  private boolean add(Cid cid) {
    lock.lock();
    try {
      return marked.add(cid);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      marked.close();
    } finally {
      lock.unlock();
    }
  }

  boolean hasHidingGap() {
    return hidingGap;
  }

  GcReport report(GcReport.Amount garbage, boolean swept) {
    return new GcReport(
        Collections.unmodifiableMap(new LinkedHashMap<>(kept)),
        garbage,
        List.copyOf(gaps),
        gapCount,
        hidingGap,
        swept);
  }
}
