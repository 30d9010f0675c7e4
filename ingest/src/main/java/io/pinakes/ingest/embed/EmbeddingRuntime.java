package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What runs model files. One is found by {@link java.util.ServiceLoader}; the rest of the program
 * knows no other name for it.
 */
public interface EmbeddingRuntime {
  /** Names it in a {@link ModelSpec}: runtimes of equal names give vectors that can be compared. */
  String name();

  /**
   * Opens a model whose files have been checked against its spec.
   *
   * @param cache where native libraries are unpacked, once
   * @throws ModelException if the files are not a model that this can run
   */
  Embedder open(ModelSpec spec, ModelFiles files, Path cache) throws IOException;

  /**
   * How many components the vector of each token has, by a trial run.
   *
   * @throws ModelException if the files are not a model that gives one vector a token
   */
  int dimension(String model, ModelFiles files, Path cache) throws IOException;

  /**
   * The two files of a model.
   *
   * @param model in ONNX form, with all its weights
   * @param tokenizer in the JSON form of the Hugging Face tokenizers library
   */
  record ModelFiles(Path model, Path tokenizer) {}
}
