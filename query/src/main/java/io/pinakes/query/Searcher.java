package io.pinakes.query;

import io.pinakes.query.search.Candidates;
import io.pinakes.query.search.HitCheck;
import io.pinakes.query.search.Rankings;
import io.pinakes.vectorstore.fusion.FusedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Finds passages: meaning and words, fused, checked against the manifest, near duplicates folded.
 * Every search sees each dataset in one version from beginning to end. Safe for use by several
 * threads; runs on the caller's.
 */
public final class Searcher {
  private final DatasetSource datasets;
  private final EmbedderSource embedders;
  private final SearchSettings settings;
  private final LongSupplier nanos;

  /** A searcher with the default settings and the machine's clock. */
  public Searcher(DatasetSource datasets, EmbedderSource embedders) {
    this(datasets, embedders, SearchSettings.DEFAULT, System::nanoTime);
  }

  /**
   * A searcher.
   *
   * @param nanos a clock that only runs forward, for the times that results carry
   */
  public Searcher(
      DatasetSource datasets,
      EmbedderSource embedders,
      SearchSettings settings,
      LongSupplier nanos) {
    this.datasets = datasets;
    this.embedders = embedders;
    this.settings = settings;
    this.nanos = nanos;
  }

  /**
   * Searches.
   *
   * @throws UnknownDatasetException if a named dataset is not here
   * @throws IOException if an index or a block cannot be read, or the model is missing: of a
   *     dataset that was named, or of all
   */
  public SearchResult search(SearchRequest request) throws IOException {
    long start = nanos.getAsLong();
    List<SearchResult.StageReport> reports = new ArrayList<>();
    List<Omission> omitted = new ArrayList<>();
    List<SearchableDataset> opened = datasets.open(request.datasets(), omitted::add);
    try {
      Rankings rankings = new Rankings(opened, embedders, settings, nanos, reports);
      Candidates candidates = rankings.rank(request, omitted::add);
      long beforeCheck = nanos.getAsLong();
      List<FusedChunk> fused = candidates.fused();
      List<Hit> hits =
          new HitCheck(candidates, request.filter(), settings.duplicates())
              .hits(fused, request.k());
      long end = nanos.getAsLong();
      reports.add(
          new SearchResult.StageReport(
              "check", hits.size() + " of " + fused.size() + " candidates", end - beforeCheck));
      return new SearchResult(request, hits, omitted, reports, end - start);
    } finally {
      for (SearchableDataset dataset : opened) {
        dataset.close();
      }
    }
  }
}
