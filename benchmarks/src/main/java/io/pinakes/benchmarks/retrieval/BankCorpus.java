package io.pinakes.benchmarks.retrieval;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestReport;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.Parts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.query.Hit;
import io.pinakes.query.Mode;
import io.pinakes.query.Place;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchSettings;
import io.pinakes.query.Searcher;
import io.pinakes.query.bank.BankDatasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ingest} and {@code search} do, and nothing else: the corpus as a folder of files,
 * ingested into a bank of its own, asked by the {@link Searcher} with its own settings. A document
 * scores as its best passage.
 */
public final class BankCorpus implements Corpus {
  /** Passages asked for: enough that a hundred documents are among them. */
  static final int HITS = 300;

  private static final String DATASET = "corpus";

  private final Map<String, String> ids;
  private final Bank bank;
  private final BankDatasets datasets;
  private final Searcher searcher;
  private final Map<String, Object> description;

  private BankCorpus(
      Map<String, String> ids, Bank bank, BankDatasets datasets, Map<String, Object> description) {
    this.ids = ids;
    this.bank = bank;
    this.datasets = datasets;
    this.searcher = new Searcher(datasets, datasets);
    this.description = description;
  }

  /**
   * Ingests a corpus into a new bank below an empty folder.
   *
   * @throws IOException if a document did not end as indexed
   */
  public static BankCorpus build(
      List<BeirFolder.Document> corpus, Parts parts, String model, Path temporary)
      throws IOException {
    Path folder = temporary.resolve("corpus");
    Map<String, String> ids = CorpusFolder.write(corpus, folder);
    Bank bank = Bank.open(home(temporary), BankOptions.writing(parts, "pinakes bench retrieval"));
    IngestReport report =
        bank.ingest(
            IngestRequest.of(DATASET, folder).withModel(model),
            ProgressListener.NONE,
            new Cancellation());
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("documents", corpus.size());
    description.put("documents_indexed", report.files().indexed());
    description.put("documents_without_text", report.files().failed());
    description.put("chunks", report.chunks().total());
    description.put("chunker", parts.chunking().toString());
    description.put("settings", SearchSettings.DEFAULT.toString());
    description.put("hits", HITS);
    return new BankCorpus(ids, bank, new BankDatasets(bank), description);
  }

  /** The home that {@link #build} makes below a folder. */
  public static Path home(Path temporary) {
    return temporary.resolve("home");
  }

  @Override
  public Map<String, Float> rank(String question, Mode mode) throws IOException {
    Map<String, Float> scores = new LinkedHashMap<>();
    for (Hit hit : searcher.search(SearchRequest.of(question, HITS, mode)).hits()) {
      scores.merge(id(hit.place()), (float) hit.score(), Math::max);
      for (Place place : hit.elsewhere()) {
        scores.merge(id(place), (float) hit.score(), Math::max);
      }
    }
    return scores;
  }

  private String id(Place place) {
    String relative = place.path().substring(place.path().indexOf('/') + 1);
    String id = ids.get(relative);
    if (id == null) {
      throw new IllegalStateException("no document of the corpus is at [" + place.path() + "]");
    }
    return id;
  }

  @Override
  public Map<String, Object> description() {
    return description;
  }

  @Override
  public void close() throws IOException {
    datasets.close();
    bank.close();
  }
}
