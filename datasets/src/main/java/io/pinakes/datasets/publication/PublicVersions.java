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
import java.util.Optional;

/**
 * Makes the newest version of each dataset that is not private a public root, and no other: its
 * head, which links to the manifest, or the manifest if it came without one.
 *
 * <pre>
 * public   dataset   → the head's block or the manifest that is the public root for it
 * </pre>
 *
 * The note is written last: whoever dies on the way finds the old note, and adds and withdraws
 * again, which changes nothing that was done.
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

  private void replace(DatasetRecord dataset, Optional<HeadRecord> head) throws IOException {
    byte[] key = Keys.dataset(dataset.number());
    Optional<Cid> now = shown.get(key).map(Cid::fromBytes);
    Optional<Cid> wanted = head.map(Publication::root);
    if (now.equals(wanted) && (wanted.isEmpty() || visibility.isPublic(wanted.get()))) {
      return;
    }
    Batch batch = store.batch();
    try (Lease lease = store.lease()) {
      if (wanted.isPresent()) {
        putHead(lease, head.flatMap(HeadRecord::head));
        visibility.addRoot(wanted.get());
        batch.put(shown, key, wanted.get().toBytes());
      } else {
        batch.delete(shown, key);
      }
      if (now.isPresent() && !now.equals(wanted)) {
        visibility.removeRoot(now.get());
      }
      batch.commit(Durability.SYNCED);
    }
  }

  private static void putHead(Lease lease, Optional<Head> head) throws IOException {
    if (head.isPresent()) {
      Batch batch = lease.batch();
      batch.putBlock(head.get().toBlock());
      batch.commit(Durability.SYNCED);
    }
  }
}
