package io.pinakes.benchmarks;

import io.pinakes.ingest.embed.Models;
import picocli.CommandLine.Option;

/** The embedding model that a benchmark takes. A picocli mixin. */
public final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = Models.DEFAULT,
      description = "The embedding model (default: ${DEFAULT-VALUE}).")
  private String model = Models.DEFAULT;

  /** Made by picocli. */
  public ModelOption() {}

  /** Its name, as {@code model ls} shows it. */
  public String name() {
    return model;
  }
}
