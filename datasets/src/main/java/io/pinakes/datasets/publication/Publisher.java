package io.pinakes.datasets.publication;

import io.pinakes.core.key.PeerId;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.HeadRecord;
import io.pinakes.datasets.catalog.KeyRing;
import io.pinakes.datasets.model.Head;
import io.pinakes.ipfs.ipns.IpnsData;
import io.pinakes.ipfs.ipns.IpnsRecord;
import io.pinakes.ipfs.ipns.IpnsSigner;
import io.pinakes.ipfs.names.NameTable;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what others see of datasets in step with their heads and settings. The record of a name
 * says {@code /ipfs/HEAD/manifest}: whoever resolves the path has the manifest, and whoever reads
 * its first part has the dataset's own word for it, which outlives the record.
 *
 * <p>A record counts as its head does and ends with it, so that it need not be signed anew in
 * between.
 */
public final class Publisher {
  private final Catalog catalog;
  private final KeyRing keys;
  private final PublicVersions versions;
  private final NameTable names;

  /** In that store, with the keys of its home. */
  public Publisher(Store store, KeyRing keys, InstantSource clock) {
    this.catalog = new Catalog(store);
    this.keys = keys;
    this.versions = new PublicVersions(store);
    this.names = new NameTable(store, clock);
  }

  /** Shows a dataset's newest version if it is not private, and nothing of it if it is. */
  public void follow(DatasetRecord dataset) throws IOException {
    Optional<Head> head =
        dataset.isPrivate() ? Optional.empty() : catalog.head(dataset).flatMap(HeadRecord::head);
    if (head.isEmpty()) {
      forgetName(dataset);
    }
    versions.follow(dataset);
    if (head.isPresent() && dataset.own()) {
      sign(dataset, head.get());
    }
  }

  /** Withdraws a dataset that goes. */
  public void withdraw(DatasetRecord dataset) throws IOException {
    forgetName(dataset);
    versions.withdraw(dataset);
  }

  /**
   * Brings to its end what a process that was killed was withdrawing or showing: until then
   * strangers may be shown what its owner has been told is private.
   */
  public void finish() throws IOException {
    for (DatasetRecord dataset : catalog.readable()) {
      if (versions.isUnfinished(dataset)) {
        if (dataset.isPrivate()) {
          forgetName(dataset);
        }
        versions.follow(dataset);
      }
    }
    versions.finish();
  }

  /** The names of the datasets whose newest version is shown by that root. */
  public List<String> showing(Cid root) throws IOException {
    return versions.showing(root).stream().map(DatasetRecord::name).toList();
  }

  /** Under which names a dataset is to be had, if it is public. */
  public Publication publication(DatasetRecord dataset) throws IOException {
    Optional<HeadRecord> head = catalog.head(dataset);
    return new Publication(
        dataset.name(),
        dataset.own() ? Optional.of(dataset.key().peerId()) : Optional.empty(),
        head.map(Publication::root),
        head.map(HeadRecord::manifest));
  }

  private void sign(DatasetRecord dataset, Head head) throws IOException {
    PeerId name = dataset.key().peerId();
    String value = "/ipfs/" + head.toBlock().cid() + "/manifest";
    Optional<IpnsRecord> kept = names.find(name);
    if (kept.isPresent() && kept.get().data().value().equals(value)) {
      return;
    }
    IpnsData data = new IpnsData(value, head.sequence(), head.validUntil(), IpnsData.DEFAULT_TTL);
    names.put(name, new IpnsSigner(keys.get(dataset.name())).sign(data).toBytes());
  }

  /** Before its version is withdrawn: whoever dies in between finds the version, and both go. */
  private void forgetName(DatasetRecord dataset) throws IOException {
    if (!dataset.own()) {
      return;
    }
    PeerId name = dataset.key().peerId();
    if (names.find(name).isPresent()) {
      names.remove(name);
    }
  }
}
