package io.pinakes.datasets.publication;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the newest version of each dataset that is not private a public root, and no other: its
 * head, which links to the manifest, or the manifest if it came without one.
 *
 * <pre>
 * public   dataset     → the head's block or the manifest that is the public root for it
 *          dataset 1   → the one that is about to be; only while it becomes so
 * </pre>
 *
 * The note is written last, and what is about to be shown is noted first: whoever dies on the way
 * finds both, and adds and withdraws again, which changes nothing that was done.
 */
final class PublicVersions {
  private final Store store;
  private final Catalog catalog;
  private final Table shown;
  private final Visibility visibility;

  /** In that store. */
  PublicVersions(Store store) {
    this.store = store;
    this.catalog = new Catalog(store);
    this.shown = store.table("public");
    this.visibility = new Visibility(store);
  }

  /** Brings what is public of a dataset in step with its head and settings. */
  void follow(DatasetRecord dataset) throws IOException {
    replace(dataset, dataset.isPrivate() ? Optional.empty() : catalog.head(dataset));
  }

  /** Withdraws a dataset that goes. */
  void withdraw(DatasetRecord dataset) throws IOException {
    replace(dataset, Optional.empty());
  }

  /** The datasets that show a root. */
  List<DatasetRecord> showing(Cid root) throws IOException {
    List<DatasetRecord> all = new ArrayList<>();
    for (DatasetRecord dataset : catalog.readable()) {
      if (root(Keys.dataset(dataset.number())).equals(Optional.of(root))) {
        all.add(dataset);
      }
    }
    return all;
  }

  /**
   * Whether somebody died while it was withdrawn or shown. One that is to be shown and of which
   * nothing is noted is not: what was salvaged stays private until somebody shows it again.
   */
  boolean isUnfinished(DatasetRecord dataset) throws IOException {
    return begun(dataset).isPresent()
        || dataset.isPrivate() && root(Keys.dataset(dataset.number())).isPresent();
  }

  /** Goes on with what became public or private block by block and was broken off. */
  void finish() throws IOException {
    long unused = visibility.finish();
  }

  private void replace(DatasetRecord dataset, Optional<HeadRecord> head) throws IOException {
    byte[] key = Keys.dataset(dataset.number());
    Optional<Cid> now = root(key);
    Optional<Cid> begun = begun(dataset);
    Optional<Cid> wanted = head.map(Publication::root);
    if (now.equals(wanted)
        && begun.isEmpty()
        && (wanted.isEmpty() || visibility.isPublic(wanted.get()))) {
      return;
    }
    Batch batch = store.batch();
    try (Lease lease = store.lease()) {
      if (begun.isPresent() && !begun.equals(wanted) && !begun.equals(now)) {
        visibility.removeRoot(begun.get());
      }
      if (wanted.isPresent()) {
        putHead(lease, head.flatMap(HeadRecord::head));
        noteBegun(dataset, wanted.get());
        visibility.addRoot(wanted.get());
        batch.put(shown, key, wanted.get().toBytes());
      } else {
        batch.delete(shown, key);
      }
      batch.delete(shown, begunKey(dataset));
      if (now.isPresent() && !now.equals(wanted)) {
        visibility.removeRoot(now.get());
      }
      batch.commit(Durability.SYNCED);
    }
  }

  private Optional<Cid> root(byte[] key) throws IOException {
    return shown.get(key).map(Cid::fromBytes);
  }

  private Optional<Cid> begun(DatasetRecord dataset) throws IOException {
    return root(begunKey(dataset));
  }

  private void noteBegun(DatasetRecord dataset, Cid root) throws IOException {
    Batch batch = store.batch();
    batch.put(shown, begunKey(dataset), root.toBytes());
    batch.commit(Durability.SYNCED);
  }

  private static byte[] begunKey(DatasetRecord dataset) {
    return Keys.of(dataset.number(), new byte[] {1});
  }

  private static void putHead(Lease lease, Optional<Head> head) throws IOException {
    if (head.isPresent()) {
      Batch batch = lease.batch();
      batch.putBlock(head.get().toBlock());
      batch.commit(Durability.SYNCED);
    }
  }
}
