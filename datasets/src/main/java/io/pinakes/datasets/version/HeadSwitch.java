package io.pinakes.datasets.version;

import io.pinakes.core.key.PrivateKey;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Moves a dataset's head to a version whose blocks are all written: one batch, synced. */
public final class HeadSwitch {
  /**
   * How long a head should be believed. Long enough that a machine that was off for a year's
   * holiday of its owner is still believed; publishing signs anew long before.
   */
  public static final Duration VALIDITY = Duration.ofDays(400);

  private final Catalog catalog;
  private final InstantSource clock;

  /** Moves heads in a catalog. */
  public HeadSwitch(Catalog catalog, InstantSource clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** Signs a version and makes it the newest; see {@link #move}. */
  public HeadRecord sign(
      Batch batch, DatasetRecord dataset, PrivateKey key, Version version, boolean forgetOlder)
      throws IOException {
    long sequence =
        catalog.head(dataset).flatMap(HeadRecord::head).map(Head::sequence).orElse(0L) + 1;
    Head head =
        Head.sign(key, version.cid(), version.manifest(), sequence, clock.instant().plus(VALIDITY));
    HeadRecord record = new HeadRecord(version.cid(), Optional.of(head));
    move(batch, dataset, record, version, forgetOlder);
    return record;
  }

  /**
   * Makes a version the newest, and stops keeping those that are too many.
   *
   * @param batch takes effect whole, with whatever else is in it
   * @param forgetOlder whether no older version is kept
   */
  public void move(
      Batch batch, DatasetRecord dataset, HeadRecord record, Version version, boolean forgetOlder)
      throws IOException {
    List<VersionRecord> kept = catalog.versions(dataset);
    int keep = forgetOlder ? 1 : dataset.keepVersions();
    for (int i = 0; i < kept.size() - (keep - 1); i++) {
      catalog.dropVersion(batch, dataset, kept.get(i));
    }
    catalog.moveHead(batch, dataset, record, version.manifest());
    batch.commit(Durability.SYNCED);
  }
}
