package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.ingest.source.SourceFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to ingest.
 *
 * @param dataset the dataset, made if there is none of that name
 * @param folder the folder to walk
 * @param source the name of the source; empty for the one that follows this folder already, else
 *     {@link DatasetNames#FIRST_SOURCE} for a dataset's first folder and its own name for another
 * @param include globs of the files that are wanted, of which an empty list stands for all; empty
 *     to leave it to the source, which remembers what it was last given
 * @param exclude globs of the files that are not; empty in the same way
 * @param model the name of the embedding model of a new dataset; another than that of an existing
 *     one is refused
 * @param allowEmpty whether a source that has lost all its files is believed
 * @param retryFailed whether files that failed before and have not changed are tried again
 */
public record IngestRequest(
    String dataset,
    Path folder,
    Optional<String> source,
    Optional<List<String>> include,
    Optional<List<String>> exclude,
    Optional<String> model,
    boolean allowEmpty,
    boolean retryFailed) {
  /** Checks the names and the globs. */
  public IngestRequest {
    DatasetNames.requireDataset(dataset);
    source.ifPresent(DatasetNames::requireSource);
    folder = folder.toAbsolutePath().normalize();
    include = include.map(List::copyOf);
    exclude = exclude.map(List::copyOf);
    // Those that a source has from before are followed as they are.
    include.ifPresent(SourceFilter::requireGlobs);
    exclude.ifPresent(SourceFilter::requireGlobs);
  }

  /** A folder into a dataset, all else as it is by default. */
  public static IngestRequest of(String dataset, Path folder) {
    return new IngestRequest(
        dataset,
        folder,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  /** The same under a name for the source. */
  public IngestRequest withSource(String name) {
    return new IngestRequest(
        dataset, folder, Optional.of(name), include, exclude, model, allowEmpty, retryFailed);
  }

  /** The same for files that match one of these globs. */
  public IngestRequest including(String... globs) {
    return new IngestRequest(
        dataset,
        folder,
        source,
        Optional.of(List.of(globs)),
        exclude,
        model,
        allowEmpty,
        retryFailed);
  }

  /** The same for files that match none of these globs. */
  public IngestRequest excluding(String... globs) {
    return new IngestRequest(
        dataset,
        folder,
        source,
        include,
        Optional.of(List.of(globs)),
        model,
        allowEmpty,
        retryFailed);
  }

  /** The same with a model for a new dataset. */
  public IngestRequest withModel(String name) {
    return new IngestRequest(
        dataset, folder, source, include, exclude, Optional.of(name), allowEmpty, retryFailed);
  }

  /** The same, believing that a folder without files is meant so. */
  public IngestRequest allowingEmpty() {
    return new IngestRequest(dataset, folder, source, include, exclude, model, true, retryFailed);
  }

  /** The same, trying again what failed. */
  public IngestRequest retryingFailed() {
    return new IngestRequest(dataset, folder, source, include, exclude, model, allowEmpty, true);
  }
}
