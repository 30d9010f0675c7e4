package io.pinakes.datasets.car;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.index.GrowingIndex;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.model.Manifest;
import io.pinakes.datasets.model.VectorEntry;
import io.pinakes.datasets.model.VectorList;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.TreeCursor;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.version.Version;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.fetch.Follow;
import io.pinakes.ipfs.fetch.Remote;
import io.pinakes.ipfs.graph.Graph;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Lease;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a dataset in from wherever its blocks can be had, each verified as it comes.
 *
 * <p>A dataset that is new here can be searched long before all of it has come. First come head and
 * manifest, and the one must prove the other; then the document map and the documents, without
 * their texts; then the dataset appears, marked as {@link Pulling}, and blocks of vectors with the
 * chunks that they are of are fetched and indexed, one, two, four … at a time; last come the texts
 * and whatever else there is, and the version is checked as a whole. If that fails, the dataset
 * goes again.
 *
 * <p>Of a dataset that is here already, only what differs is fetched, and the version before
 * answers until the new one was checked.
 */
public final class DatasetPull {
  private static final int MAX_BLOCKS_AT_ONCE = 32;

  private final Store store;
  private final Arrival arrival;
  private final Pulling pulling;
  private final Holders holders;
  private final IndexFollower follower;
  private final Remote remote;
  private final PullListener listener;
  private Optional<String> appeared = Optional.empty();

  /** Pulls from those sources. */
  public DatasetPull(
      Store store,
      Catalog catalog,
      InstantSource clock,
      ModelSource models,
      IndexFollower follower,
      Remote remote,
      PullListener listener) {
    this.store = store;
    this.arrival = new Arrival(store, catalog, clock, models);
    this.pulling = new Pulling(store);
    this.holders = new Holders(store);
    this.follower = follower;
    this.remote = remote;
    this.listener = listener;
  }

  /**
   * Pulls.
   *
   * @param all the manifest, and the head if it is known; or the head alone
   * @param name what the dataset is to be called here; empty for what its publisher calls it
   * @throws ImportException if no dataset is made of it; one that had appeared is still marked
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if nobody who was asked has a block;
   *     what was fetched is not fetched again
   */
  public ImportReport run(List<Cid> all, Optional<String> name)
      throws IOException, InterruptedException {
    try (Lease lease = store.lease()) {
      Blockstore into = lease.blocks();
      remote.fetch(all, Follow.NONE, into);
      List<Cid> ordered = Arrival.manifestFirst(all, into);
      remote.fetch(ordered, Follow.NONE, into);
      Arrival.Roots roots = Arrival.roots(ordered, into);
      Optional<DatasetRecord> known = arrival.known(roots.version().manifest(), name);
      if (known.isEmpty() || pulling.of(known.get()).isPresent()) {
        return first(roots, known, name, into);
      }
      complete(ordered, into);
      return arrival.take(roots, name, count(ordered, into), 0);
    }
  }

  /** The dataset that is here in parts, if there is one since {@link #run}. */
  public Optional<String> appeared() {
    return appeared;
  }

  private void complete(List<Cid> roots, Blockstore into) throws IOException, InterruptedException {
    remote.fetch(roots, Follow.ALL, into);
  }

  /** Walks all of it, so that a missing block is found whatever it is. */
  private long count(List<Cid> roots, Blockstore into) throws IOException {
    Graph graph = new Graph(store.blocks(), into);
    long[] held = new long[1];
    for (Cid root : roots) {
      graph.walk(root, (cid, bytes) -> held[0]++);
    }
    return held[0];
  }

  private ImportReport first(
      Arrival.Roots roots, Optional<DatasetRecord> begun, Optional<String> name, Blockstore into)
      throws IOException, InterruptedException {
    Version version = roots.version();
    Manifest manifest = version.manifest();
    remote.fetch(List.of(manifest.documents()), Follow.only(Multicodec.DAG_CBOR), into);
    Batch batch = store.batch();
    DatasetRecord dataset =
        begun.isPresent() ? begun.get() : arrival.newRecord(batch, manifest, name);
    pulling.begin(batch, dataset, version.cid());
    arrival.move(batch, dataset, roots);
    appeared = Optional.of(dataset.name());
    holders.follow(dataset, version.cid(), manifest);
    try (GrowingIndex index = follower.grow(dataset, version)) {
      grow(dataset, manifest, index, into);
    }
    List<Cid> ordered = new ArrayList<>(List.of(version.cid()));
    roots.head().ifPresent(head -> ordered.add(head.toBlock().cid()));
    complete(ordered, into);
    long held = count(ordered, into);
    arrival.check(dataset, manifest);
    Batch end = store.batch();
    pulling.end(end, dataset);
    end.commit(Durability.SYNCED);
    appeared = Optional.empty();
    return new ImportReport(dataset.name(), version.cid(), roots.head().isPresent(), true, held, 0);
  }

  private void grow(DatasetRecord dataset, Manifest manifest, GrowingIndex index, Blockstore into)
      throws IOException, InterruptedException {
    remote.fetch(List.of(manifest.vectorList()), Follow.NONE, into);
    TreeCursor<VectorEntry> list =
        VectorList.at(new FetchingBlocks(into, remote), manifest.vectorList()).cursor();
    long before = remote.report().bytes();
    long passages = 0;
    int atOnce = 1;
    while (true) {
      List<VectorEntry> entries = next(list, atOnce);
      if (entries.isEmpty()) {
        return;
      }
      List<Vectors> blocks = vectors(entries, into);
      List<Cid> chunks = held(dataset, blocks);
      remote.fetch(chunks, Follow.NONE, into);
      index.add(blocks);
      passages += chunks.size();
      listener.searchable(dataset.name(), passages, manifest.stats().chunks());
      expect(before, passages, manifest);
      atOnce = Math.min(MAX_BLOCKS_AT_ONCE, 2 * atOnce);
    }
  }

  private static List<VectorEntry> next(TreeCursor<VectorEntry> list, int most) throws IOException {
    List<VectorEntry> entries = new ArrayList<>();
    while (entries.size() < most) {
      Optional<VectorEntry> entry = list.next();
      if (entry.isEmpty()) {
        break;
      }
      entries.add(entry.get());
    }
    return entries;
  }

  private List<Vectors> vectors(List<VectorEntry> entries, Blockstore into)
      throws IOException, InterruptedException {
    remote.fetch(entries.stream().map(VectorEntry::block).toList(), Follow.NONE, into);
    List<Vectors> blocks = new ArrayList<>();
    for (VectorEntry entry : entries) {
      blocks.add(Vectors.decode(DocumentReader.load(into, entry.block(), "vector list")));
    }
    return blocks;
  }

  /**
   * The chunks of those rows, but for those that no document holds any more: nobody need have them.
   */
  private List<Cid> held(DatasetRecord dataset, List<Vectors> blocks) throws IOException {
    List<Cid> chunks = new ArrayList<>();
    for (Vectors vectors : blocks) {
      for (int row = 0; row < vectors.rows(); row++) {
        if (holders.any(dataset, vectors.chunk(row))) {
          chunks.add(vectors.chunk(row));
        }
      }
    }
    return chunks;
  }

  /**
   * What is still to come is like what has: rows with their chunks, then texts as long as those.
   */
  private void expect(long before, long passages, Manifest manifest) {
    long now = remote.report().bytes();
    long row = Math.max(1, (now - before) / Math.max(1, passages));
    long vector = 2L * manifest.model().dimension();
    long left = Math.max(0, manifest.stats().chunks() - passages);
    listener.expects(now + left * row + manifest.stats().chunks() * Math.max(0, row - vector));
  }
}
