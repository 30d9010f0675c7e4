package io.pinakes.datasets.doctor;

import io.pinakes.core.knowledge.HalfFloats;
import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.holders.DocumentReader;
import io.pinakes.datasets.holders.Holders;
import io.pinakes.datasets.model.Vectors;
import io.pinakes.datasets.model.tree.MissingBlockException;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.vectors.StagedVectors;
import io.pinakes.datasets.vectors.VectorFinder;
import io.pinakes.datasets.vectors.VectorRows;
import io.pinakes.datasets.version.ForeignDatasetException;
import io.pinakes.datasets.version.Version;
import io.pinakes.datasets.version.VersionChange;
import io.pinakes.datasets.version.VersionMaker;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Makes lost blocks of vectors again, of whichever version they are: the rows say which chunks
   * they are of, and their own hash says whether they came out the same.
   *
   * @return those that did
   */
  List<Cid> remake(DatasetRecord dataset, Collection<ModelSpec> specs, Set<Cid> broken)
      throws IOException {
    List<Cid> made = new ArrayList<>();
    for (ModelSpec spec : specs) {
      Map<Cid, List<Cid>> chunks = new VectorRows(store).chunks(spec.id(), dataset, broken);
      Optional<ModelInfo> model = models.matching(spec);
      if (chunks.isEmpty() || model.isEmpty()) {
        continue;
      }
      try (Embedder embedder = models.open(model.get().name())) {
        for (Map.Entry<Cid, List<Cid>> lost : chunks.entrySet()) {
          Optional<Block> block = remake(spec, lost.getValue(), embedder);
          if (block.isPresent() && block.get().cid().equals(lost.getKey())) {
            store.blocks().replace(block.get());
            made.add(lost.getKey());
          }
        }
      }
    }
    return made;
  }

  /** Empty if the text of one of the chunks is lost, too. */
  private Optional<Block> remake(ModelSpec spec, List<Cid> chunks, Embedder embedder)
      throws IOException {
    if (chunks.size() > Vectors.capacity(spec.dimension())) {
      return Optional.empty();
    }
    Vectors.Builder rows = new Vectors.Builder(spec.id(), spec.dimension(), chunks.size());
    try {
      for (Cid chunk : chunks) {
        rows.add(chunk, embed(chunk, embedder));
      }
    } catch (MissingBlockException | DamagedBlockException e) {
      return Optional.empty();
    }
    return Optional.of(rows.build().toBlock());
  }

  private byte[] embed(Cid chunk, Embedder embedder) throws IOException {
    byte[] text = DocumentReader.load(store.blocks(), chunk, "document");
    return HalfFloats.encode(embedder.embedPassage(new String(text, StandardCharsets.UTF_8)));
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
          staged.put(batch, newest.manifest().model().id(), chunk, embed(chunk, embedder));
        }
        batch.commit(Durability.SYNCED);
      }
    }
  }
}
