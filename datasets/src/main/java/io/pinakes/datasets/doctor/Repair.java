package io.pinakes.datasets.doctor;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.Catalog;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.VersionRecord;
import io.pinakes.datasets.doctor.Finding.Role;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.holders.StoreBatches;
import io.pinakes.datasets.index.IndexFollower;
import io.pinakes.datasets.ingest.DocumentMaker;
import io.pinakes.datasets.ledger.Ledger;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes good what a checkup finds, from the outside in: the manifest from its copy, the document
 * map from the ledger, documents and their content from the files that they were read from, vectors
 * from the chunks, the index from the blocks. What was sound stays as it is. For use once.
 */
public final class Repair {
  private final Store store;
  private final Catalog catalog;
  private final Checkup checkup;
  private final VersionMaker versions;
  private final IndexFollower follower;
  private final DatasetRecord dataset;
  private final DocumentMaker.Source documents;
  private final VectorRepair vectors;
  private final List<String> repaired = new ArrayList<>();
  private final List<String> unrepaired = new ArrayList<>();

  /** Documents that could not be made again, which matters if the newest version has them. */
  private final List<String> notMade = new ArrayList<>();

  /**
   * Prepares the repair of a dataset.
   *
   * @param documents opens what makes documents of files; only if it is needed
   * @param vectors makes vectors again
   */
  public Repair(
      Store store,
      Catalog catalog,
      Checkup checkup,
      VersionMaker versions,
      IndexFollower follower,
      DatasetRecord dataset,
      DocumentMaker.Source documents,
      VectorRepair vectors) {
    this.store = store;
    this.catalog = catalog;
    this.checkup = checkup;
    this.versions = versions;
    this.follower = follower;
    this.dataset = dataset;
    this.documents = documents;
    this.vectors = vectors;
  }

  /** Repairs, and says what was found, what was made good and what was not. */
  public HealthReport run() throws IOException {
    HealthReport found = checkup.run(dataset);
    if (catalog.head(dataset).isEmpty() && !catalog.versions(dataset).isEmpty()) {
      restoreHead();
    }
    Optional<Version> newest = checkup.newest(dataset);
    if (newest.isEmpty() && catalog.head(dataset).isPresent()) {
      unrepaired.add(
          "the newest manifest is lost, and no copy of it is left: import or ingest again");
      return report(found);
    }
    if (newest.isPresent()) {
      Optional<Cid> copied = catalog.manifestCopy(dataset).map(Block::cid);
      if (!copied.equals(Optional.of(newest.get().cid()))) {
        Batch batch = store.batch();
        catalog.copyManifest(batch, dataset, newest.get().manifest());
        batch.commit(Durability.SYNCED);
        repaired.add("the copy of the newest manifest beside the head");
      }
      repairBlocks(found.damaged(), newest.get());
      giveUpVersions(newest.get());
      repairIndex(found, newest.get());
    }
    repairLedger(found);
    return report(found);
  }

  private void restoreHead() {
    if (!dataset.own()) {
      unrepaired.add("the head, which its publisher signed, is lost: import the dataset again");
      return;
    }
    try {
      Version kept = versions.restoreHead(dataset);
      repaired.add("the head, from version [" + kept.manifest().version() + "], the newest kept");
    } catch (IOException e) {
      unrepaired.add("the head is lost, and no other can be signed: " + e.getMessage());
    }
  }

  private HealthReport report(HealthReport found) throws IOException {
    long blocks = found.blocks();
    long bytes = found.bytes();
    if (!repaired.isEmpty() && !found.damaged().isEmpty()) {
      // What hung on a block that was lost could not be counted before.
      BlockCheck now = checkup.blocks(dataset);
      blocks = now.count();
      bytes = now.bytes();
    }
    return new HealthReport(
        dataset.name(),
        blocks,
        bytes,
        found.damaged(),
        found.index(),
        found.indexBehind(),
        found.ledger(),
        repaired,
        unrepaired);
  }

  private void repairBlocks(List<Finding> damaged, Version newest) throws IOException {
    Set<Cid> lost = new TreeSet<>();
    damaged.forEach(finding -> lost.add(finding.block()));
    mend(
        lost,
        catalog.manifestCopy(dataset).stream().toList(),
        block -> ", the newest manifest, from the copy beside the head");
    // What hangs on a block that is there again has not been looked at, here and further down.
    List<Finding> left = checkup.blocks(dataset).findings();
    left.forEach(finding -> lost.add(finding.block()));
    if (left.stream().anyMatch(finding -> finding.role() == Role.DOCUMENT_MAP)) {
      MemoryBlockstore memory = new MemoryBlockstore();
      mend(
          lost,
          MapRepair.make(store, dataset, memory),
          block ->
              " of the document map, which lists "
                  + MapRepair.documents(memory, block)
                  + ", from the"
                  + " ledger");
      left = checkup.blocks(dataset).findings();
      left.forEach(finding -> lost.add(finding.block()));
    }
    for (int before = -1; before != repaired.size(); ) {
      before = repaired.size();
      notMade.clear();
      repairDocuments(left, lost);
      left = checkup.blocks(dataset).findings();
    }
    repairVectors(left, newest);
  }

  private void repairVectors(List<Finding> damaged, Version newest) throws IOException {
    if (damaged.stream().noneMatch(Repair::isOfVectors)) {
      // What follows reads all rows, and the newest version once more.
      return;
    }
    Set<Cid> broken = new TreeSet<>();
    for (Finding finding : damaged) {
      if (finding.role() == Role.VECTORS) {
        broken.add(finding.block());
      }
    }
    for (Cid made : vectors.remake(dataset, models(), broken)) {
      repaired.add("block [" + made + "] of vectors, whose chunks were embedded again");
    }
    BlockCheck check = new BlockCheck(store.blocks());
    check.read(newest.cid());
    List<Cid> lost =
        check.findings().stream().filter(Repair::isOfVectors).map(Finding::block).toList();
    if (lost.isEmpty()) {
      return;
    }
    try {
      repaired.add(vectors.repair(dataset, newest, lost));
    } catch (IOException e) {
      unrepaired.add("vectors: " + e.getMessage());
    }
  }

  private static boolean isOfVectors(Finding finding) {
    return finding.role() == Role.VECTORS || finding.role() == Role.VECTOR_LIST;
  }

  /** The models of all versions that are kept. */
  private Collection<ModelSpec> models() throws IOException {
    Map<String, ModelSpec> models = new TreeMap<>();
    for (VersionRecord version : catalog.versions(dataset)) {
      try {
        models.putAll(versions.read(version.manifest()).manifest().models());
      } catch (MissingBlockException | DamagedBlockException e) {
        // That version is given up.
      }
    }
    return models.values();
  }

  /** Puts those of the blocks in their places that are lost. */
  private void mend(Set<Cid> lost, List<Block> made, Description how) throws IOException {
    for (Block block : made) {
      // What hangs on a block that was lost is found only now.
      if (lost.remove(block.cid()) || !store.blocks().has(block.cid())) {
        store.blocks().replace(block);
        repaired.add("block [" + block.cid() + "]" + how.of(block));
      }
    }
  }

  /** What a block is, and what it was made of again, as the end of a sentence. */
  private interface Description {
    String of(Block block) throws IOException;
  }

  private void repairDocuments(List<Finding> findings, Set<Cid> lost) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Finding finding : findings) {
      if (finding.role() == Role.DOCUMENT || finding.role() == Role.CONTENT) {
        lost.add(finding.block());
        paths.addAll(finding.documents());
      }
    }
    if (paths.isEmpty()) {
      return;
    }
    try (DocumentMaker maker = documents.open(dataset)) {
      for (String path : paths) {
        try {
          mend(lost, maker.make(path), block -> " from file [" + path + "]");
        } catch (DocumentMaker.CannotMakeException e) {
          notMade.add("document [" + path + "]: " + e.getMessage());
        }
      }
    }
  }

  /** Older versions that are still not whole are kept no longer; the newest one is reported. */
  private void giveUpVersions(Version before) throws IOException {
    Cid newest = catalog.head(dataset).orElseThrow().manifest();
    for (VersionRecord version : catalog.versions(dataset)) {
      BlockCheck check = new BlockCheck(store.blocks());
      check.read(version.manifest());
      if (check.findings().isEmpty()) {
        continue;
      }
      if (version.manifest().equals(newest)) {
        unrepaired.addAll(notMade);
        for (Finding finding : check.findings()) {
          unrepaired.add(
              "block ["
                  + finding.block()
                  + "] of "
                  + (finding.documents().isEmpty() ? "the dataset" : finding.documents())
                  + " could not be restored"
                  + (dataset.own() ? "" : ": import the dataset again"));
        }
      } else {
        Batch batch = store.batch();
        catalog.dropVersion(batch, dataset, version);
        batch.commit(Durability.SYNCED);
        repaired.add(
            "version ["
                + version.version()
                + "] is not whole and is kept no longer; it was before"
                + " version ["
                + before.manifest().version()
                + "]");
      }
    }
  }

  private void repairIndex(HealthReport found, Version before) throws IOException {
    boolean sameVersion =
        versions.current(dataset).map(Version::cid).equals(Optional.of(before.cid()));
    if (!unrepaired.isEmpty()) {
      return;
    }
    if (found.index().isEmpty() && sameVersion) {
      if (found.indexBehind().isPresent()) {
        versions.catchUp(dataset);
        follower.follow(dataset, before, stage -> {});
        repaired.add("the index caught up");
      }
      return;
    }
    new Holders(store).forget(dataset);
    versions.catchUp(dataset);
    Optional<Version> newest = versions.current(dataset);
    if (newest.isPresent()) {
      follower.rebuild(dataset, newest.get());
      follower.follow(dataset, newest.get(), stage -> {});
      repaired.add("the index was built again from blocks");
    }
  }

  private void repairLedger(HealthReport found) throws IOException {
    if (found.ledger().isEmpty()) {
      return;
    }
    StoreBatches batches = new StoreBatches(store::batch);
    Ledger ledger = new Ledger(store);
    for (String path : found.ledger()) {
      ledger.remove(batches.current(path.length()), dataset, path);
    }
    batches.flush(Durability.SYNCED);
    repaired.add(
        "[" + found.ledger().size() + "] rows of the ledger: the next ingest reads their files");
  }
}
