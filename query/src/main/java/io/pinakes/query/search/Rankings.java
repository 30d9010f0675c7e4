package io.pinakes.query.search;

import io.pinakes.core.knowledge.ModelSpec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.query.EmbedderSource;
import io.pinakes.query.Omission;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchResult.StageReport;
import io.pinakes.query.SearchSettings;
import io.pinakes.query.SearchableDataset;
import io.pinakes.vectorstore.ScoredChunk;
import io.pinakes.vectorstore.VectorPlan;
import io.pinakes.vectorstore.fusion.FusedChunk;
import io.pinakes.vectorstore.fusion.MeanOfNormalised;
import io.pinakes.vectorstore.fusion.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Asks every dataset for its best chunks and makes one ranking of all. Scores of one kind are
 * comparable over datasets: cosines under one model, and BM25, whose statistics differ little more
 * between datasets than between segments of one. Cosines of different models are not; each model's
 * are stretched to 0..1 before they meet.
 */
public final class Rankings {
  private static final Comparator<ScoredChunk> BEST_FIRST =
      Comparator.comparingDouble((ScoredChunk c) -> c.score())
          .reversed()
          .thenComparing(ScoredChunk::chunk);

  private final List<SearchableDataset> datasets;
  private final EmbedderSource embedders;
  private final SearchSettings settings;
  private final LongSupplier nanos;
  private final List<StageReport> reports;
  private final Map<String, List<SearchableDataset>> homes = new TreeMap<>();

  /** Rankings over opened datasets; what each step did is added to {@code reports}. */
  public Rankings(
      List<SearchableDataset> datasets,
      EmbedderSource embedders,
      SearchSettings settings,
      LongSupplier nanos,
      List<StageReport> reports) {
    this.datasets = datasets;
    this.embedders = embedders;
    this.settings = settings;
    this.nanos = nanos;
    this.reports = reports;
  }

  /**
   * Ranks all chunks for a request.
   *
   * @param omitted is told of datasets whose model is missing, if they were not asked for by name
   *     and others can answer
   */
  public Candidates rank(SearchRequest request, Consumer<Omission> omitted) throws IOException {
    List<Stage> stages = new ArrayList<>();
    if (request.mode().usesVectors()) {
      add(stages, "vector", settings.vectorWeight(), vector(request, omitted));
    }
    if (request.mode().usesText()) {
      add(stages, "text", 1 - settings.vectorWeight(), text(request));
    }
    long start = nanos.getAsLong();
    List<FusedChunk> fused =
        stages.isEmpty()
            ? List.of()
            : new MeanOfNormalised(settings.depth()).fuse(stages, 2 * settings.depth());
    report("fuse", fused.size() + " chunks of " + stages.size() + " rankings", start);
    return new Candidates(fused, homes);
  }

  private static void add(List<Stage> stages, String name, double weight, List<ScoredChunk> hits) {
    if (!hits.isEmpty()) {
      stages.add(new Stage(name, weight, hits));
    }
  }

  private List<ScoredChunk> vector(SearchRequest request, Consumer<Omission> omitted)
      throws IOException {
    Map<String, List<SearchableDataset>> byModel = new LinkedHashMap<>();
    for (SearchableDataset dataset : datasets) {
      byModel.computeIfAbsent(dataset.model().id(), id -> new ArrayList<>()).add(dataset);
    }
    List<List<ScoredChunk>> perModel = new ArrayList<>();
    List<Omission> without = new ArrayList<>();
    for (List<SearchableDataset> group : byModel.values()) {
      Embedder embedder;
      try {
        embedder = embedders.embedder(group.get(0).model());
      } catch (IOException e) {
        if (!request.datasets().isEmpty() || without.size() + group.size() == datasets.size()) {
          throw e;
        }
        group.forEach(d -> without.add(new Omission(d.name(), request.mode().usesText(), e)));
        continue;
      }
      perModel.add(vector(request, group, embedder));
    }
    without.forEach(omitted);
    return perModel.size() == 1
        ? perModel.get(0)
        : merge(perModel.stream().map(Rankings::stretched).toList());
  }

  private List<ScoredChunk> vector(
      SearchRequest request, List<SearchableDataset> group, Embedder embedder) throws IOException {
    ModelSpec model = group.get(0).model();
    long start = nanos.getAsLong();
    float[] question = embedder.embedQuery(request.query());
    report("embed", model.name(), start);
    List<List<ScoredChunk>> found = new ArrayList<>();
    for (SearchableDataset dataset : group) {
      long began = nanos.getAsLong();
      int k = depth(dataset);
      if (k == 0) {
        continue;
      }
      VectorPlan plan = dataset.index().plan(k, request.filter());
      List<ScoredChunk> hits = dataset.index().vector(question, k, request.filter());
      found.add(noted(dataset, hits));
      report("vector " + dataset.name(), describe(plan, hits.size()), began);
    }
    return merge(found);
  }

  private List<ScoredChunk> text(SearchRequest request) throws IOException {
    List<List<ScoredChunk>> found = new ArrayList<>();
    for (SearchableDataset dataset : datasets) {
      long began = nanos.getAsLong();
      int k = depth(dataset);
      if (k == 0) {
        continue;
      }
      List<ScoredChunk> hits = dataset.index().text(request.query(), k, request.filter());
      found.add(noted(dataset, hits));
      report("text " + dataset.name(), hits.size() + " hits", began);
    }
    return merge(found);
  }

  private int depth(SearchableDataset dataset) throws IOException {
    return (int) Math.min(settings.depth(), dataset.index().chunks());
  }

  private static String describe(VectorPlan plan, int hits) {
    return hits
        + " hits; "
        + plan.exact()
        + " chunks compared, "
        + plan.graph()
        + " through the graph"
        + (plan.beam() > 0 ? " (beam " + plan.beam() + ")" : "")
        + (plan.candidates() < plan.chunks()
            ? "; filter passes " + plan.candidates() + " of " + plan.chunks()
            : "");
  }

  private List<ScoredChunk> noted(SearchableDataset dataset, List<ScoredChunk> hits) {
    for (ScoredChunk hit : hits) {
      List<SearchableDataset> found = homes.computeIfAbsent(hit.chunk(), c -> new ArrayList<>(1));
      if (!found.contains(dataset)) {
        found.add(dataset);
      }
    }
    return hits;
  }

  /** One ranking of several; a chunk that is in more than one keeps its best score. */
  private List<ScoredChunk> merge(List<List<ScoredChunk>> rankings) {
    if (rankings.size() == 1) {
      return rankings.get(0);
    }
    Map<String, ScoredChunk> best = new TreeMap<>();
    for (List<ScoredChunk> ranking : rankings) {
      for (ScoredChunk hit : ranking) {
        best.merge(hit.chunk(), hit, (a, b) -> a.score() >= b.score() ? a : b);
      }
    }
    List<ScoredChunk> sorted = best.values().stream().sorted(BEST_FIRST).toList();
    List<ScoredChunk> ranked = new ArrayList<>();
    for (ScoredChunk hit : sorted.subList(0, Math.min(settings.depth(), sorted.size()))) {
      ranked.add(new ScoredChunk(hit.chunk(), hit.score(), ranked.size() + 1));
    }
    return ranked;
  }

  private static List<ScoredChunk> stretched(List<ScoredChunk> hits) {
    if (hits.isEmpty()) {
      return hits;
    }
    float most = hits.get(0).score();
    float least = hits.get(hits.size() - 1).score();
    return hits.stream()
        .map(
            h ->
                new ScoredChunk(
                    h.chunk(), most > least ? (h.score() - least) / (most - least) : 1, h.rank()))
        .toList();
  }

  private void report(String name, String detail, long start) {
    reports.add(new StageReport(name, detail, nanos.getAsLong() - start));
  }
}
