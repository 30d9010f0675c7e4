package io.pinakes.datasets.ingest;

import io.pinakes.datasets.catalog.DatasetNames;
import io.pinakes.ingest.source.SourceFilter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to ingest.
 *
 * @param dataset the dataset, made if there is none of that name
 * @param folder the folder to walk
 * @param source the name of the source; empty for the one that follows this folder already, else
 *     {@link DatasetNames#FIRST_SOURCE} for a dataset's first folder and its own name for another
 * @param filter which files are wanted; empty to leave it as it is
 * @param model the name of the embedding model of a new dataset; another than that of an existing
 *     one is refused
 * @param allowEmpty whether a source that has lost all its files is believed
 * @param retryFailed whether files that failed before and have not changed are tried again
 */
public record IngestRequest(
    String dataset,
    Path folder,
    Optional<String> source,
    Optional<SourceFilter> filter,
    Optional<String> model,
    boolean allowEmpty,
    boolean retryFailed) {
  /** Checks the names. */
  public IngestRequest {
    DatasetNames.requireDataset(dataset);
    source.ifPresent(DatasetNames::requireSource);
    folder = folder.toAbsolutePath().normalize();
  }

  /** A folder into a dataset, all else as it is by default. */
  public static IngestRequest of(String dataset, Path folder) {
    return new IngestRequest(
        dataset, folder, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
  }

  /** The same under a name for the source. */
  public IngestRequest withSource(String name) {
    return new IngestRequest(
        dataset, folder, Optional.of(name), filter, model, allowEmpty, retryFailed);
  }

  /** The same for some of the files. */
  public IngestRequest withFilter(SourceFilter wanted) {
    return new IngestRequest(
        dataset, folder, source, Optional.of(wanted), model, allowEmpty, retryFailed);
  }

  /** The same with a model for a new dataset. */
  public IngestRequest withModel(String name) {
    return new IngestRequest(
        dataset, folder, source, filter, Optional.of(name), allowEmpty, retryFailed);
  }

  /** The same, believing that a folder without files is meant so. */
  public IngestRequest allowingEmpty() {
    return new IngestRequest(dataset, folder, source, filter, model, true, retryFailed);
  }

  /** The same, trying again what failed. */
  public IngestRequest retryingFailed() {
    return new IngestRequest(dataset, folder, source, filter, model, allowEmpty, true);
  }
}
