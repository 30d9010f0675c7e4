package io.pinakes.datasets.index;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.catalog.DatasetRecord;
import io.pinakes.datasets.catalog.Keys;
import io.pinakes.datasets.home.Home;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.Table;
import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexDamagedException;
import io.pinakes.vectorstore.IndexMismatchException;
import io.pinakes.vectorstore.IndexOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The indexes of a home, each opened once for reading and once for writing, and kept open.
 *
 * <pre>
 * indexed   dataset   → the id of the model whose index answers, UTF-8
 * </pre>
 *
 * The lock guards the two maps, and is held while an index is opened; never while one is used.
 */
public final class Indexes implements AutoCloseable {
  private final Home home;
  private final IndexKind kind;
  private final Table indexed;
  private final Map<Path, ChunkIndex> reading = new TreeMap<>();
  private final Map<Path, ChunkIndex> writing = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** The indexes of a home. */
  public Indexes(Home home, Store store, IndexKind kind) {
    this.home = home;
    this.kind = kind;
    this.indexed = store.table("indexed");
  }

  /** The id of the model whose index answers questions about a dataset; empty if none does yet. */
  public Optional<String> answering(DatasetRecord dataset) throws IOException {
    return indexed
        .get(Keys.dataset(dataset.number()))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Lets the index of that model answer, with the batch. */
  void answer(Batch batch, DatasetRecord dataset, String model) {
    batch.put(indexed, Keys.dataset(dataset.number()), model.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes a dataset out, with the batch; {@link #delete} then removes its files. */
  public void remove(Batch batch, DatasetRecord dataset) {
    batch.delete(indexed, Keys.dataset(dataset.number()));
  }

  /** An index for reading; whoever gets it closes snapshots of it, not the index. */
  public ChunkIndex forReading(DatasetRecord dataset, ModelSpec model) throws IOException {
    Path folder = home.index(dataset.name(), model.id());
    lock.lock();
    try {
      ChunkIndex open = reading.get(folder);
      if (open == null) {
        open = kind.openReadOnly(folder, options(model));
        reading.put(folder, open);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  /** An index for writing; one that is damaged or of another kind is begun anew beside it. */
  ChunkIndex forWriting(DatasetRecord dataset, ModelSpec model) throws IOException {
    Path folder = home.index(dataset.name(), model.id());
    lock.lock();
    try {
      ChunkIndex open = writing.get(folder);
      if (open == null) {
        open = openForWriting(folder, model);
        writing.put(folder, open);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  private ChunkIndex openForWriting(Path folder, ModelSpec model) throws IOException {
    try {
      return kind.open(folder, options(model));
    } catch (IndexDamagedException | IndexMismatchException broken) {
      return kind.openBeside(folder, options(model));
    }
  }

  /** Begins an index anew; readers see the old one until the first commit. */
  ChunkIndex anew(DatasetRecord dataset, ModelSpec model) throws IOException {
    Path folder = home.index(dataset.name(), model.id());
    lock.lock();
    try {
      ChunkIndex open = writing.remove(folder);
      if (open != null) {
        open.close();
      }
      ChunkIndex begun = kind.openBeside(folder, options(model));
      writing.put(folder, begun);
      return begun;
    } finally {
      lock.unlock();
    }
  }

  /** Merges an index. */
  void merge(ChunkIndex index) throws IOException {
    kind.merge(index);
  }

  /** Removes the files of a dataset's indexes, but for those of some models. */
  public void delete(String dataset, java.util.Set<String> keptModels) throws IOException {
    Path all = home.index().resolve(dataset);
    if (!Files.isDirectory(all)) {
      return;
    }
    java.util.Set<Path> kept = new java.util.TreeSet<>();
    keptModels.forEach(model -> kept.add(home.index(dataset, model)));
    try (var folders = Files.list(all)) {
      for (Path folder : folders.filter(path -> !kept.contains(path)).toList()) {
        closeBoth(folder);
        Home.deleteBelow(folder);
        Files.deleteIfExists(folder);
      }
    }
    if (kept.isEmpty()) {
      Files.deleteIfExists(all);
    }
  }

  private void closeBoth(Path folder) throws IOException {
    lock.lock();
    try {
      ChunkIndex reader = reading.remove(folder);
      if (reader != null) {
        reader.close();
      }
      ChunkIndex writer = writing.remove(folder);
      if (writer != null) {
        writer.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private static IndexOptions options(ModelSpec model) {
    return IndexOptions.of(model.id(), model.dimension());
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      IOException failure = null;
      for (Map<Path, ChunkIndex> opened : java.util.List.of(reading, writing)) {
        for (ChunkIndex index : opened.values()) {
          try {
            index.close();
          } catch (IOException e) {
            failure = e;
          }
        }
        opened.clear();
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }
}
