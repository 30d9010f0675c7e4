package io.pinakes.datasets.doctor;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.vectors.VectorFinder;
import io.pinakes.datasets.version.ForeignDatasetException;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a version with a new list of vectors: the sound blocks give theirs, and only chunks whose
 * vector is in none of them are embedded again.
 */
public final class VectorRepair {
  private static final int GROUP = 64;

  private final Store store;
  private final VersionMaker versions;
  private final ModelSource models;

  /** Repairs with the models of a home. */
  public VectorRepair(Store store, VersionMaker versions, ModelSource models) {
    this.store = store;
    this.versions = versions;
    this.models = models;
  }

  /** Repairs the vectors of the newest version, and says how. */
  String repair(DatasetRecord dataset, Version newest, List<Cid> broken) throws IOException {
    if (!dataset.own()) {
      throw new ForeignDatasetException(dataset.name());
    }
    new Holders(store).forget(dataset);
    versions.catchUp(dataset);
    List<Cid> lost = lost(dataset, newest);
    embed(newest, lost);
    // The same vectors make the same blocks: what is damaged must not pass for being here already.
    store.blocks().delete(broken);
    VersionChange change =
        VersionChange.of(
                VersionChange.MapEdits.NONE,
                newest.manifest().pipeline(),
                newest.manifest().model())
            .withFreshVectors();
    Version made = versions.make(dataset, change, stage -> {}).orElseThrow();
    return "the list of vectors is made anew in version ["
        + made.manifest().version()
        + "]; ["
        + lost.size()
        + "] chunks were embedded again";
  }

  private List<Cid> lost(DatasetRecord dataset, Version newest) throws IOException {
    VectorFinder finder = new VectorFinder(store);
    List<Cid> lost = new ArrayList<>();
    new Holders(store)
        .chunks(
            dataset,
            chunk -> {
              if (finder.find(newest.manifest().model().id(), chunk).isEmpty()) {
                lost.add(chunk);
              }
              return true;
            });
    return lost;
  }

  private void embed(Version newest, List<Cid> lost) throws IOException {
    if (lost.isEmpty()) {
      return;
    }
    Optional<ModelInfo> model = models.matching(newest.manifest().model());
    if (model.isEmpty()) {
      throw new IOException(
          "model ["
              + newest.manifest().model().id()
              + "] is not here to embed ["
              + lost.size()
              + "] chunks with: import it (pinakes model import FOLDER)");
    }
    StagedVectors staged = new StagedVectors(store);
    try (Embedder embedder = models.open(model.get().name())) {
      for (int from = 0; from < lost.size(); from += GROUP) {
        Batch batch = store.batch();
        for (Cid chunk : lost.subList(from, Math.min(lost.size(), from + GROUP))) {
          byte[] text = DocumentReader.load(store.blocks(), chunk, "document");
          float[] vector = embedder.embedPassage(new String(text, StandardCharsets.UTF_8));
          staged.put(batch, newest.manifest().model().id(), chunk, HalfFloats.encode(vector));
        }
        batch.commit(Durability.SYNCED);
      }
    }
  }
}
