package io.pinakes.ipfs.visibility;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Links;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One batch of changes of the counts, held in memory until it is committed. */
final class CountStep {
  /** Counts that one batch changes, about; each takes some hundred bytes. */
  private static final int ENOUGH = 20_000;

  private final Store store;
  private final VisibilityTable table;
  private final Batch batch;
  private final Map<Cid, Optional<VisibilityTable.Entry>> changed = new TreeMap<>();
  private boolean queuedFresh;

  CountStep(Store store, VisibilityTable table) {
    this.store = store;
    this.table = table;
    this.batch = store.batch();
  }

  void addRoot(Cid root) throws IOException {
    table.putRoot(batch, root);
    up(root);
  }

  void removeRoot(Cid root) throws IOException {
    table.removeRoot(batch, root);
    down(root);
  }

  /** Counts a block's links up; false if it is not here to be read. */
  boolean expand(Cid cid) throws IOException {
    Optional<List<Cid>> links = links(cid);
    if (links.isEmpty()) {
      return false;
    }
    entry(cid)
        .ifPresent(
            entry -> changed.put(cid, Optional.of(new VisibilityTable.Entry(entry.count(), true))));
    table.dequeue(batch, VisibilityTable.FRESH, cid);
    for (Cid link : links.get()) {
      up(link);
    }
    return true;
  }

  /** Counts the links of a block that is public no more down; false if it is not here. */
  boolean bury(Cid cid) throws IOException {
    Optional<List<Cid>> links = links(cid);
    if (links.isEmpty()) {
      return false;
    }
    table.dequeue(batch, VisibilityTable.DYING, cid);
    for (Cid link : links.get()) {
      down(link);
    }
    return true;
  }

  boolean isFull() {
    return changed.size() >= ENOUGH;
  }

  /** Whether blocks became public whose links are to be counted. */
  boolean queuedFresh() {
    return queuedFresh;
  }

  void commit(Durability durability) throws IOException {
    changed.forEach(
        (cid, entry) ->
            entry.ifPresentOrElse(
                present -> table.putEntry(batch, cid, present),
                () -> table.removeEntry(batch, cid)));
    batch.commit(durability);
  }

  void up(Cid any) throws IOException {
    Cid cid = canonical(any);
    Optional<VisibilityTable.Entry> before = entry(cid);
    if (before.isPresent()) {
      VisibilityTable.Entry entry = before.get();
      changed.put(cid, Optional.of(new VisibilityTable.Entry(entry.count() + 1, entry.expanded())));
      return;
    }
    boolean leaf = cid.codec() == Multicodec.RAW;
    changed.put(cid, Optional.of(new VisibilityTable.Entry(1, leaf)));
    if (!leaf) {
      table.enqueue(batch, VisibilityTable.FRESH, cid);
      queuedFresh = true;
    }
  }

  private void down(Cid any) throws IOException {
    Cid cid = canonical(any);
    Optional<VisibilityTable.Entry> before = entry(cid);
    if (before.isEmpty()) {
      return;
    }
    VisibilityTable.Entry entry = before.get();
    if (entry.count() > 1) {
      changed.put(cid, Optional.of(new VisibilityTable.Entry(entry.count() - 1, entry.expanded())));
      return;
    }
    changed.put(cid, Optional.empty());
    if (!entry.expanded()) {
      table.dequeue(batch, VisibilityTable.FRESH, cid);
    } else if (cid.codec() != Multicodec.RAW) {
      table.enqueue(batch, VisibilityTable.DYING, cid);
    }
  }

  private Optional<VisibilityTable.Entry> entry(Cid cid) throws IOException {
    Optional<VisibilityTable.Entry> known = changed.get(cid);
    return known != null ? known : table.entry(cid);
  }

  /** Empty if the block is not here, or cannot be read now. */
  Optional<List<Cid>> links(Cid cid) throws IOException {
    try {
      Optional<byte[]> bytes = store.blocks().get(cid);
      return bytes.isPresent() ? Optional.of(Links.of(cid, bytes.get())) : Optional.empty();
    } catch (DamagedBlockException e) {
      return Optional.empty();
    } catch (CodecException e) {
      // Bytes that are no node of their codec link to nothing, today and when they are withdrawn.
      return Optional.of(List.of());
    }
  }

  /** Version 0 and version 1 of one dag-pb block are one entry. */
  static Cid canonical(Cid cid) {
    return cid.version() == 0 ? Cid.v1(cid.codec(), cid.hash()) : cid;
  }
}
