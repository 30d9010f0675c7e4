package io.pinakes.datasets.parts;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.ingest.embed.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The embedding models that a home can open. */
public interface ModelSource {
  /**
   * The model of a name.
   *
   * @throws IOException if there is none
   */
  ModelInfo info(String name) throws IOException;

  /** The model whose vectors can be compared with those made under a spec, if it is here. */
  Optional<ModelInfo> matching(ModelSpec spec) throws IOException;

  /**
   * Opens a model; the caller closes it.
   *
   * @throws IOException if it is missing or damaged
   */
  Embedder open(String name) throws IOException;

  /** How a model of a name is opened. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens a model; the caller closes it.
     *
     * @throws IOException if it is missing or damaged
     */
    Embedder open(String name) throws IOException;
  }

  /** The same models, opened in another way. */
  default ModelSource openedBy(Opener opener) {
    ModelSource same = this;
    return new ModelSource() {
      @Override
      public ModelInfo info(String name) throws IOException {
        return same.info(name);
      }

      @Override
      public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
        return same.matching(spec);
      }

      @Override
      public Embedder open(String name) throws IOException {
        return opener.open(name);
      }
    };
  }

  /** The models of this program, and those imported into a folder. */
  static ModelSource of(Path folder) {
    return of(new Models(folder));
  }

  /** Those models. */
  static ModelSource of(Models models) {
    return new ModelSource() {
      @Override
      public ModelInfo info(String name) throws IOException {
        return models.info(name);
      }

      @Override
      public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
        return models.matching(spec);
      }

      @Override
      public Embedder open(String name) throws IOException {
        return models.open(name);
      }
    };
  }
}
