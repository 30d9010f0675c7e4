package io.pinakes.query.bank;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.datasets.Bank;
import io.pinakes.datasets.DatasetInfo;
import io.pinakes.datasets.DatasetReader;
import io.pinakes.datasets.index.IndexMissingException;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.ModelInfo;
import io.pinakes.query.DatasetSource;
import io.pinakes.query.EmbedderSource;
import io.pinakes.query.Omission;
import io.pinakes.query.Place;
import io.pinakes.query.SearchableDataset;
import io.pinakes.query.UnknownDatasetException;
import io.pinakes.vectorstore.IndexSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The datasets of a bank, each in its last complete version, and the models that embed questions.
 * Models stay open until this is closed; the lock guards them.
 */
public final class BankDatasets implements DatasetSource, EmbedderSource, AutoCloseable {
  private final Bank bank;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Embedder> embedders = new TreeMap<>();

  /** Over a bank, which stays its owner's to close. */
  public BankDatasets(Bank bank) {
    this.bank = bank;
  }

  @Override
  public List<SearchableDataset> open(List<String> names, Consumer<Omission> omitted)
      throws IOException {
    List<String> wanted = names.isEmpty() ? searchable() : names;
    List<SearchableDataset> opened = new ArrayList<>();
    List<Omission> without = new ArrayList<>();
    try {
      for (String name : wanted) {
        try {
          opened.add(open(name));
        } catch (IOException e) {
          if (!names.isEmpty() || without.size() + 1 == wanted.size()) {
            throw e;
          }
          without.add(new Omission(name, false, e));
        }
      }
      without.forEach(omitted);
    } catch (IOException | RuntimeException e) {
      for (SearchableDataset dataset : opened) {
        dataset.close();
      }
      throw e;
    }
    return opened;
  }

  private List<String> searchable() throws IOException {
    List<String> names =
        bank.datasets().stream()
            .filter(d -> d.manifest().isPresent())
            .map(DatasetInfo::name)
            .toList();
    if (names.isEmpty()) {
      throw new UnknownDatasetException("this home holds no documents yet: pinakes ingest FOLDER");
    }
    return names;
  }

  private SearchableDataset open(String name) throws IOException {
    Optional<DatasetReader> reader;
    try {
      reader = bank.reader(name);
    } catch (io.pinakes.datasets.catalog.UnknownDatasetException e) {
      String known = String.join(", ", bank.datasets().stream().map(DatasetInfo::name).toList());
      throw new UnknownDatasetException(
          "there is no dataset [" + name + "] here, only [" + known + "]");
    }
    if (reader.isEmpty()) {
      DatasetInfo info = bank.dataset(name);
      if (info.manifest().isPresent()) {
        throw IndexMissingException.behind(name, info.version());
      }
      throw new UnknownDatasetException(
          "dataset ["
              + name
              + "] has no complete version yet: wait for its ingest, or run it again");
    }
    return new Opened(reader.get());
  }

  @Override
  public Embedder embedder(ModelSpec spec) throws IOException {
    lock.lock();
    try {
      Embedder open = embedders.get(spec.id());
      if (open == null) {
        ModelInfo model =
            bank.models().matching(spec).orElseThrow(() -> new QuestionModelException(spec.id()));
        open = bank.models().open(model.name());
        embedders.put(spec.id(), open);
      }
      return open;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      embedders.values().forEach(Embedder::close);
      embedders.clear();
    } finally {
      lock.unlock();
    }
  }

  /** One version, held open. */
  private record Opened(DatasetReader reader) implements SearchableDataset {
    @Override
    public String name() {
      return reader.name();
    }

    @Override
    public ModelSpec model() {
      return reader.model();
    }

    @Override
    public IndexSnapshot index() {
      return reader.index();
    }

    @Override
    public List<Place> places(String chunk, List<String> documents) throws IOException {
      return reader.places(chunk, documents).stream()
          .map(p -> new Place(p.document(), p.path(), p.start(), p.end(), p.pages(), p.heading()))
          .toList();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
