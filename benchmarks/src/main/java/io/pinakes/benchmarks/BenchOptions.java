package io.pinakes.benchmarks;

import io.pinakes.benchmarks.report.Environment;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.CachedEmbedder;
import io.pinakes.datasets.home.OutputPlace;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every benchmark can be told. A picocli mixin. */
public final class BenchOptions {
  /** Made by picocli. */
  public BenchOptions() {}

  @Option(names = "--json", description = "Print the record as JSON.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private @Nullable Path report;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Fixes every draw (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Take imported models from this home (default: PINAKES_HOME).")
  private @Nullable Path home;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Keep vectors in this folder between runs (default: keep none).")
  private @Nullable Path cache;

  /** Looked at before hours of work, not behind them. */
  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Write report.json, report.md and charts into this folder.")
  void report(Path folder) throws IOException {
    report = outside(folder);
  }

  /** The same folder or file, which is to be written; refused if it is in a home. */
  public Path outside(Path output) throws IOException {
    try {
      OutputPlace.requireOutside(base(home), output);
      return output;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(command, "picocli says it").commandLine(), e.getMessage(), e);
    }
  }

  /** What fixes every draw. */
  public long seed() {
    return seed;
  }

  /** Where this runs. */
  public Environment environment() {
    return Environment.of(seed);
  }

  /** Whether the record goes to standard output as JSON. */
  public boolean json() {
    return json;
  }

  /** The models that can be opened. */
  public Models models() {
    return models(home);
  }

  /** The models of a home; without one, of {@code PINAKES_HOME}. */
  public static Models models(@Nullable Path home) {
    return new Models(base(home).resolve("models"));
  }

  private static Path base(@Nullable Path home) {
    String named = System.getenv("PINAKES_HOME");
    return home != null
        ? home
        : Path.of(named != null ? named : System.getProperty("user.home") + "/.pinakes");
  }

  /** Where vectors are kept between runs, if anywhere. */
  public Optional<Path> cache() {
    return Optional.ofNullable(cache);
  }

  /** Opens a model, with the cache in front of it if there is one. */
  public Embedder open(String model) throws IOException {
    return CachedEmbedder.of(models().open(model), Optional.ofNullable(cache));
  }

  /** Prints a finished report, and writes it where that was asked for. */
  public void publish(Report finished, PrintWriter out) throws IOException {
    if (report != null) {
      finished.write(report);
    }
    out.println(json ? finished.json() : finished.text());
    out.flush();
  }
}
