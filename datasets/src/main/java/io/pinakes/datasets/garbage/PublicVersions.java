package io.pinakes.datasets.garbage;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes the newest version of each dataset that is not private a public root, and no other.
 *
 * <pre>
 * public   dataset   → the manifest that is the public root for it
 * </pre>
 *
 * The note is written last: whoever dies on the way finds the old note, and adds and withdraws
 * again, which changes nothing that was done.
 */
public final class PublicVersions {
  private final Store store;
  private final Catalog catalog;
  private final Table shown;
  private final Visibility visibility;

  /** In that store. */
  public PublicVersions(Store store) {
    this.store = store;
    this.catalog = new Catalog(store);
    this.shown = store.table("public");
    this.visibility = new Visibility(store);
  }

  /** Brings what is public of a dataset in step with its head and settings. */
  public void follow(DatasetRecord dataset) throws IOException {
    Optional<Cid> wanted =
        dataset.isPrivate() ? Optional.empty() : catalog.head(dataset).map(HeadRecord::manifest);
    replace(dataset, wanted);
  }

  /** Withdraws a dataset that goes. */
  public void withdraw(DatasetRecord dataset) throws IOException {
    replace(dataset, Optional.empty());
  }

  private void replace(DatasetRecord dataset, Optional<Cid> wanted) throws IOException {
    byte[] key = Keys.dataset(dataset.number());
    Optional<Cid> now = shown.get(key).map(Cid::fromBytes);
    if (now.equals(wanted)) {
      return;
    }
    Batch batch = store.batch();
    if (wanted.isPresent()) {
      visibility.addRoot(wanted.get());
      batch.put(shown, key, wanted.get().toBytes());
    } else {
      batch.delete(shown, key);
    }
    if (now.isPresent()) {
      visibility.removeRoot(now.get());
    }
    batch.commit(Durability.SYNCED);
  }
}
