package io.pinakes.datasets.version;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.model.DocumentEntry;
import io.pinakes.datasets.model.Pipeline;
import io.pinakes.datasets.model.tree.TreeEditor;
import java.io.IOException;

/**
 * What a version is to have that the one before has not.
 *
 * @param edits of the document map, in the order of paths
 * @param pipeline what made the documents that are added
 * @param model what the vectors mean
 * @param switchesModel whether the version may have another model than the one before
 * @param purge whether nothing of what is removed is to stay, in vectors or in older versions
 * @param freshVectors whether the list of vectors is made anew, because blocks of it are lost
 */
public record VersionChange(
    MapEdits edits,
    Pipeline pipeline,
    ModelSpec model,
    boolean switchesModel,
    boolean purge,
    boolean freshVectors) {

  /** Edits of a document map. */
  @FunctionalInterface
  public interface MapEdits {
    /** None. */
    MapEdits NONE = editor -> {};

    /** Makes them, in the order of paths. */
    void apply(TreeEditor<DocumentEntry> editor) throws IOException;
  }

  /** Only edits, by what made the version before. */
  public static VersionChange of(MapEdits edits, Pipeline pipeline, ModelSpec model) {
    return new VersionChange(edits, pipeline, model, false, false, false);
  }

  /** The same with a list of vectors that is made anew. */
  public VersionChange withFreshVectors() {
    return new VersionChange(edits, pipeline, model, switchesModel, purge, true);
  }
}
