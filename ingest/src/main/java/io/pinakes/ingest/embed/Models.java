package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The embedding models that one home can open: those built in, and those imported into it. */
// The bodies come with the next commits; the shapes are here for the neighbours.
@SuppressWarnings("DoNotCallSuggester")
public final class Models {
  /** The model that is used where none is named. */
  public static final String DEFAULT = "all-minilm-l6-v2";

  private final Path modelsDir;

  /**
   * Models of the home whose folder for imported models is {@code modelsDir}; it need not exist.
   */
  public Models(Path modelsDir) {
    this.modelsDir = modelsDir;
  }

  /** All models, the built-in ones first, then the imported ones by name. */
  public List<ModelInfo> list() throws IOException {
    throw new IOException("no model in [" + modelsDir + "] yet");
  }

  /**
   * The model of this name.
   *
   * @throws ModelException if there is none
   */
  public ModelInfo info(String name) throws IOException {
    throw new ModelException(name, "no model [" + name + "]");
  }

  /** The model whose vectors can be compared with those made under {@code spec}, if it is here. */
  public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
    return list().stream().filter(m -> m.spec().id().equals(spec.id())).findFirst();
  }

  /**
   * Opens a model; takes some hundred milliseconds, and the memory of its file.
   *
   * @throws ModelException if it is missing or damaged; the message names the command that mends it
   */
  public Embedder open(String name) throws IOException {
    throw new ModelException(name, "no model [" + name + "]");
  }

  /**
   * Copies a sentence-transformers model into the home, under the name of its folder.
   *
   * @param folder holds {@code model.onnx} or {@code onnx/model.onnx}, {@code tokenizer.json} and
   *     the configuration files of sentence-transformers
   * @throws ModelException if a file is missing or says what cannot be run
   */
  public ModelInfo importFolder(Path folder) throws IOException {
    throw new ModelException(folder.toString(), "cannot import [" + folder + "]");
  }

  /**
   * Removes an imported model.
   *
   * @throws ModelException if there is none of this name, or it is built in
   */
  public void remove(String name) throws IOException {
    throw new ModelException(name, "no model [" + name + "]");
  }
}
