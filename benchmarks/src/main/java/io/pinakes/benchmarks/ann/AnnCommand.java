package io.pinakes.benchmarks.ann;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.vectorstore.lucene.GraphShape;
import io.pinakes.vectorstore.lucene.LuceneOptions;
import io.pinakes.vectorstore.lucene.Quantisation;
import io.pinakes.vectorstore.lucene.VectorMetric;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench ann}: vectors in, recall against rate by packing and beam out, faiss beside. */
@Command(
    name = "ann",
    mixinStandardHelpOptions = true,
    description = {
      "Measure approximate search: recall against questions a second.",
      "Exit status 3: all was measured but the peer; the message says what it lacks.",
      "",
      "  pinakes bench ann siftsmall",
      "  pinakes bench ann ~/.local/share/pinakes --dataset papers --json",
      ""
    })
public final class AnnCommand implements Callable<Integer> {
  private static final int PARTIAL = 3;
  private static final double TARGET = 0.95;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  @Parameters(
      paramLabel = "VECTORS",
      description =
          "A folder with *base.fvecs, *query.fvecs and *groundtruth.ivecs, one file of vectors, or"
              + " a home (with --dataset); of the latter two some vectors become the questions.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path vectors;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "VECTORS is a home: take the vectors of this dataset's chunks.")
  private @Nullable String dataset;

  @Option(names = "--query", paramLabel = "FILE", description = "Questions, if VECTORS is a file.")
  private @Nullable Path query;

  @Option(
      names = "--metric",
      defaultValue = "auto",
      description = "cosine, euclidean, or auto: euclidean where neighbours are given.")
  private String metric = "auto";

  @Option(
      names = "--quantisation",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES} (default: all).")
  private List<Quantisation> quantisations = List.of(Quantisation.values());

  @Option(names = "--beam", split = ",", description = "(default: ${DEFAULT-VALUE})")
  private List<Integer> beams = List.of(10, 16, 24, 32, 48, 64, 96, 128, 192, 256);

  @Option(
      names = "--rescore",
      defaultValue = "1.0",
      description = "Share of the beam that is ranked in full precision (default: 1).")
  private double rescore = 1;

  @Option(names = "--k", defaultValue = "10", description = "(default: ${DEFAULT-VALUE})")
  private int k = 10;

  @Option(names = "--threads", defaultValue = "4", description = "(default: ${DEFAULT-VALUE})")
  private int threads = 4;

  @Option(names = "--runs", defaultValue = "5", description = "(default: ${DEFAULT-VALUE})")
  private int runs = 5;

  @Option(names = "--seconds", defaultValue = "1", description = "Length of a run.")
  private double seconds = 1;

  @Option(
      names = "--neighbours",
      description = "Links a node; M (default: a home's, ${DEFAULT-VALUE}).")
  private int neighbours = LuceneOptions.defaults().shape().neighbours();

  @Option(
      names = "--build-beam",
      description = "efConstruction (default: a home's, ${DEFAULT-VALUE}).")
  private int buildBeam = LuceneOptions.defaults().shape().buildBeam();

  @Option(names = "--limit", paramLabel = "N", description = "Take only the first N vectors.")
  private int limit = Integer.MAX_VALUE;

  @Option(names = "--queries", defaultValue = "1000", description = "At most so many questions.")
  private int queries = 1_000;

  @Option(
      names = "--raw-dimension",
      paramLabel = "D",
      description = "The files are float32 end to end, D a vector.")
  private int rawDimension;

  @Option(
      names = "--peer",
      defaultValue = "faiss",
      description = "Who is measured beside, in the same run: faiss (HNSW,SQ8), or none.")
  private Peer peer = Peer.faiss;

  /** Peers by the names that users type. */
  enum Peer {
    /** faiss' HNSW over eight-bit scalars, in Python. */
    faiss,
    /** Nobody. */
    none
  }

  @Option(names = "--python", defaultValue = "python3", description = "(default: python3)")
  private String python = "python3";

  @Option(
      names = "--install-peer",
      paramLabel = "DIR",
      description = "Make a virtual environment there and install faiss-cpu into it.")
  private @Nullable Path peerFolder;

  @Mixin private final BenchOptions options = new BenchOptions();

  /** For picocli. */
  public AnnCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    AnnData data = data();
    Throughput throughput = new Throughput(threads, runs, seconds);
    PrintWriter err = spec.commandLine().getErr();
    AnnBench bench =
        new AnnBench(data, k, throughput, point -> err.println("  " + AnnTables.line(point, k)));
    announce(data, err);
    List<AnnBench.Built> measured = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    AnnPoint exact;
    try (TemporaryFolder folder = TemporaryFolder.create("pinakes-ann")) {
      List<int[]> truth = bench.truth(folder.path());
      exact = bench.exact(folder.path(), truth);
      for (Quantisation quantisation : quantisations) {
        err.println("measuring " + quantisation);
        Path place = folder.path().resolve(quantisation.name());
        measured.add(bench.graph(place, shape(quantisation), beams, rescore, truth));
      }
      if (peer == Peer.faiss) {
        err.println("measuring faiss");
        missing = peer(folder.path(), data, truth, throughput, measured);
      }
    }
    options.publish(report(data, exact, measured, missing), spec.commandLine().getOut());
    missing.ifPresent(what -> err.println("faiss was not measured: " + what));
    return missing.isPresent() ? PARTIAL : 0;
  }

  /** Long work says what it is going to be. */
  private void announce(AnnData data, PrintWriter err) {
    int indexes = quantisations.size() + (peer == Peer.none ? 0 : 1);
    long asking = Math.round(indexes * (beams.size() + 1) * (runs + 1) * seconds);
    err.println(
        "pinakes: bench: "
            + data.base().size()
            + " vectors of "
            + data.base().get(0).length
            + ", "
            + indexes
            + " indexes to build, then some "
            + asking
            + " s of questions (fewer: --quantisation, --beam, --runs, --seconds)");
  }

  private Optional<String> peer(
      Path folder,
      AnnData data,
      List<int[]> truth,
      Throughput throughput,
      List<AnnBench.Built> measured)
      throws IOException, InterruptedException {
    try {
      FaissPeer faiss =
          peerFolder == null ? new FaissPeer(python) : FaissPeer.installed(python, peerFolder);
      measured.add(
          faiss.measure(folder, data, truth, shape(Quantisation.INT8), beams, k, throughput));
      return Optional.empty();
    } catch (FaissPeer.MissingPeerException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private GraphShape shape(Quantisation quantisation) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new GraphShape(quantisation, neighbours, buildBeam, 0, cores);
  }

  private AnnData data() throws IOException {
    boolean folder = Files.isDirectory(vectors) && dataset == null;
    VectorMetric near =
        switch (metric.toLowerCase(Locale.ROOT)) {
          case "cosine" -> VectorMetric.COSINE;
          case "euclidean" -> VectorMetric.EUCLIDEAN;
          case "auto" -> folder && hasTruth() ? VectorMetric.EUCLIDEAN : VectorMetric.COSINE;
          default -> throw new IOException("metric [" + metric + "] is neither known nor auto");
        };
    AnnData.Part part = new AnnData.Part(limit, queries, rawDimension, options.seed());
    if (dataset != null) {
      return AnnData.drawn(dataset, BankVectors.read(vectors, dataset), near, part);
    }
    if (folder) {
      return AnnData.folder(vectors, near, part);
    }
    return query == null
        ? AnnData.file(vectors, near, part)
        : AnnData.files(vectors, query, Optional.empty(), near, part);
  }

  private boolean hasTruth() throws IOException {
    try (var files = Files.list(vectors)) {
      return files.anyMatch(file -> file.toString().endsWith("groundtruth.ivecs"));
    }
  }

  private Report report(
      AnnData data, AnnPoint exact, List<AnnBench.Built> measured, Optional<String> missing) {
    List<AnnPoint> points = new ArrayList<>(List.of(exact));
    measured.forEach(built -> points.addAll(built.points()));
    Report report =
        new Report("ann", "Approximate search", options.environment())
            .field("source", dataset == null ? String.valueOf(vectors.getFileName()) : dataset)
            .field("vectors", data.base().size())
            .field("dimension", data.base().get(0).length)
            .field("questions", data.queries().size())
            .field("metric", data.metric().name().toLowerCase(Locale.ROOT))
            .field("k", k)
            .field("threads", threads)
            .field("runs", runs)
            .field("seconds", seconds)
            .field("neighbours", neighbours)
            .field("build_beam", buildBeam)
            .field("builds", measured.stream().map(AnnTables::build).toList())
            .field("results", points.stream().map(AnnPoint::fields).toList())
            .field("at_recall", AnnTables.best(exact, measured, TARGET));
    missing.ifPresent(what -> report.field("peer_missing", what));
    AnnTables.add(report, exact, measured, TARGET, k);
    return report.chart(
        new CurveChart(
            "recall@" + k + " against rate, " + threads + " threads",
            measured.stream()
                .map(built -> new CurveChart.Line(built.name(), built.points()))
                .toList()));
  }
}
