package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The embedding models that one home can open: those built in, and those imported into it, each in
 * a folder of its name. Safe for use by many threads; nothing is kept open.
 */
public final class Models {
  /** The model that is used where none is named. */
  public static final String DEFAULT = "all-minilm-l6-v2";

  static final String MODEL_FILE = "model.onnx";
  static final String TOKENIZER_FILE = "tokenizer.json";

  private final Path modelsDir;
  private final Path cache;
  private final EmbeddingRuntime runtime;
  private final List<BuiltIn> builtIns;

  /**
   * Models of the home whose folder for imported models is {@code modelsDir}; it need not exist.
   */
  public Models(Path modelsDir) {
    this(modelsDir, CacheFolder.standard());
  }

  /** As above, with what is unpacked from jars kept in {@code cache}. */
  public Models(Path modelsDir, Path cache) {
    this(modelsDir, cache, installedRuntime());
  }

  Models(Path modelsDir, Path cache, EmbeddingRuntime runtime) {
    this.modelsDir = modelsDir;
    this.cache = cache;
    this.runtime = runtime;
    this.builtIns = BuiltIn.all(runtime.name());
  }

  private static EmbeddingRuntime installedRuntime() {
    return ServiceLoader.load(EmbeddingRuntime.class, Models.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no embedding runtime on the class path"));
  }

  /** All models, the built-in ones first, then the imported ones by name. */
  public List<ModelInfo> list() throws IOException {
    List<ModelInfo> models = new ArrayList<>();
    builtIns.forEach(builtIn -> models.add(builtIn.info()));
    for (Path folder : importedFolders()) {
      SpecFile file = SpecFile.read(folder, runtime.name());
      models.add(new ModelInfo(file.spec().name(), file.spec(), false, file.bytes()));
    }
    return models;
  }

  private List<Path> importedFolders() throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(modelsDir)) {
      try (Stream<Path> entries = Files.list(modelsDir)) {
        for (Iterator<Path> each = entries.sorted().iterator(); each.hasNext(); ) {
          Path folder = each.next();
          if (Files.isRegularFile(folder.resolve(SpecFile.NAME))
              && !folder.getFileName().toString().startsWith(".")) {
            folders.add(folder);
          }
        }
      }
    }
    return folders;
  }

  /**
   * The model of this name.
   *
   * @throws ModelException if there is none
   */
  public ModelInfo info(String name) throws IOException {
    Optional<BuiltIn> builtIn = builtIn(name);
    if (builtIn.isPresent()) {
      return builtIn.get().info();
    }
    SpecFile file = imported(name);
    return new ModelInfo(name, file.spec(), false, file.bytes());
  }

  /**
   * The model whose vectors can be compared with those made under {@code spec}, if it is here; it
   * may have been taken in under another name.
   */
  public Optional<ModelInfo> matching(ModelSpec spec) throws IOException {
    return list().stream()
        .filter(model -> model.spec().named(spec.name()).id().equals(spec.id()))
        .findFirst();
  }

  /**
   * Opens a model; takes some hundred milliseconds, and the memory of its file. The files are read
   * whole and compared with their digests first.
   *
   * @throws ModelException if it is missing or damaged; the message names the command that mends it
   */
  public Embedder open(String name) throws IOException {
    Optional<BuiltIn> builtIn = builtIn(name);
    if (builtIn.isPresent()) {
      return runtime.open(builtIn.get().info().spec(), builtIn.get().files(cache), cache);
    }
    SpecFile file = imported(name);
    EmbeddingRuntime.ModelFiles files = files(folder(name));
    for (Path part : List.of(files.model(), files.tokenizer())) {
      if (!Files.isRegularFile(part)) {
        throw new ModelException(name, "model [" + name + "] lacks " + mend(part, file));
      }
    }
    if (!Digests.matches(files, file.spec())) {
      throw new ModelException(
          name, "model [" + name + "] is damaged in " + mend(folder(name), file));
    }
    return runtime.open(file.spec(), files, cache);
  }

  private static String mend(Path where, SpecFile file) {
    return "["
        + where
        + "]; mend it with: pinakes model import "
        + file.source()
        + " --name "
        + file.spec().name();
  }

  /** As {@link #importFolder(Path, Optional)}, under the name of the folder. */
  public ModelInfo importFolder(Path folder) throws IOException {
    return importFolder(folder, Optional.empty());
  }

  /**
   * Copies a sentence-transformers model into the home. It is tried once before it is taken in, and
   * appears whole or not at all. One of the same name is replaced only by the very same model,
   * which mends it.
   *
   * @param folder holds {@code model.onnx} or {@code onnx/model.onnx}, {@code tokenizer.json} and
   *     the configuration files of sentence-transformers; or one ONNX file in such a folder
   * @param name what to call it; by default the folder's name in lower case
   * @throws ModelException if a file is missing or says what cannot be run, or the name is taken
   */
  public ModelInfo importFolder(Path folder, Optional<String> name) throws IOException {
    ModelFolder source = ModelFolder.read(folder, name);
    if (builtIn(source.name()).isPresent()) {
      throw new ModelException(
          source.name(),
          "[" + source.name() + "] is the name of a built-in model; choose another with --name");
    }
    return new ModelImport(modelsDir, cache, runtime).run(source);
  }

  /**
   * Removes an imported model.
   *
   * @throws ModelException if there is none of this name, or it is built in
   */
  public void remove(String name) throws IOException {
    if (builtIn(name).isPresent()) {
      throw new ModelException(name, "model [" + name + "] is built in and cannot be removed");
    }
    Path folder = folder(imported(name).spec().name());
    // The spec goes first: without it the folder is no model, however far the removal comes.
    Files.delete(folder.resolve(SpecFile.NAME));
    CacheFolder.remove(folder);
  }

  private Optional<BuiltIn> builtIn(String name) {
    return builtIns.stream().filter(model -> model.info().name().equals(name)).findFirst();
  }

  private SpecFile imported(String name) throws IOException {
    if (!ModelFolder.isName(name) || !Files.isRegularFile(folder(name).resolve(SpecFile.NAME))) {
      List<String> names = new ArrayList<>();
      builtIns.forEach(model -> names.add(model.info().name()));
      importedFolders().forEach(folder -> names.add(folder.getFileName().toString()));
      throw new ModelException(
          name,
          "no model ["
              + name
              + "] here, only "
              + names
              + "; import one with: pinakes model import FOLDER");
    }
    return SpecFile.read(folder(name), runtime.name());
  }

  private Path folder(String name) {
    return modelsDir.resolve(name);
  }

  static EmbeddingRuntime.ModelFiles files(Path folder) {
    return new EmbeddingRuntime.ModelFiles(
        folder.resolve(MODEL_FILE), folder.resolve(TOKENIZER_FILE));
  }
}
