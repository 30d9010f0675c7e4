package io.pinakes.benchmarks.retrieval;

import io.pinakes.datasets.parts.ForwardingParts;
import io.pinakes.datasets.parts.ModelSource;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.ingest.embed.Models;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The parts of an ordinary home, but for the models: they come from the user's home instead of the
 * benchmark's own, and may have a cache in front of them.
 */
public final class CachedParts extends ForwardingParts {
  private final Models models;
  private final Optional<Path> cache;

  /**
   * Those parts.
   *
   * @param models the models of the user's home
   * @param cache where vectors are kept between runs; empty for nowhere
   */
  public CachedParts(Models models, Optional<Path> cache) {
    super(new StandardParts());
    this.models = models;
    this.cache = cache;
  }

  @Override
  public ModelSource models(Path folder) {
    return ModelSource.of(models).openedBy(name -> CachedEmbedder.of(models.open(name), cache));
  }
}
