package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Takes one model into a home: copy aside, try, write its spec, sync, rename. */
final class ModelImport {
  private static final String HALF = ".importing";

  private final Path modelsDir;
  private final Path cache;
  private final EmbeddingRuntime runtime;

  ModelImport(Path modelsDir, Path cache, EmbeddingRuntime runtime) {
    this.modelsDir = modelsDir;
    this.cache = cache;
    this.runtime = runtime;
  }

  ModelInfo run(ModelFolder source) throws IOException {
    Files.createDirectories(modelsDir);
    sweep();
    Path half = Files.createTempDirectory(modelsDir, HALF);
    try {
      EmbeddingRuntime.ModelFiles files = Models.files(half);
      Files.copy(source.model(), files.model());
      Files.copy(source.tokenizer(), files.tokenizer());
      // Everything is decided on the copies: the folder may change while it is read.
      SpecFile spec = spec(source, files);
      spec.write(half);
      for (Path file : List.of(files.model(), files.tokenizer(), half.resolve(SpecFile.NAME))) {
        sync(file);
      }
      moveIn(half, spec.spec());
      return new ModelInfo(source.name(), spec.spec(), false, spec.bytes());
    } finally {
      CacheFolder.remove(half);
    }
  }

  private SpecFile spec(ModelFolder source, EmbeddingRuntime.ModelFiles files) throws IOException {
    int dimension = runtime.dimension(source.name(), files, cache);
    if (source.dimension() != 0 && source.dimension() != dimension) {
      throw new ModelException(
          source.name(),
          "model ["
              + source.name()
              + "] gives vectors of ["
              + dimension
              + "] components, but its config.json says ["
              + source.dimension()
              + "]: model and configuration are not of one piece");
    }
    ModelSpec spec =
        new ModelSpec(
            source.name(),
            Digests.of(files.model()),
            Digests.of(files.tokenizer()),
            dimension,
            source.pooling(),
            true,
            source.queryPrefix(),
            source.passagePrefix(),
            source.maxTokens(),
            runtime.name(),
            source.languages());
    return new SpecFile(spec, Files.size(files.model()), source.folder().toString());
  }

  private void moveIn(Path half, ModelSpec spec) throws IOException {
    Path target = modelsDir.resolve(spec.name());
    if (Files.isRegularFile(target.resolve(SpecFile.NAME))) {
      ModelSpec there = SpecFile.read(target, runtime.name()).spec();
      if (!there.id().equals(spec.id())) {
        throw new ModelException(
            spec.name(),
            "another model is called ["
                + spec.name()
                + "]; choose a name with --name, or remove it with: pinakes model rm "
                + spec.name());
      }
    }
    CacheFolder.remove(target);
    Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  // What an import left behind that was killed.
  private void sweep() throws IOException {
    try (Stream<Path> entries = Files.list(modelsDir)) {
      for (Iterator<Path> each = entries.iterator(); each.hasNext(); ) {
        Path entry = each.next();
        if (entry.getFileName().toString().startsWith(HALF)) {
          CacheFolder.remove(entry);
        }
      }
    }
  }
}
