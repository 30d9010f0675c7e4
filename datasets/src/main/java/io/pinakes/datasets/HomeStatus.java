package io.pinakes.datasets;

import io.pinakes.ipfs.store.StoreUsage;
import java.nio.file.Path;
import java.util.List;

/**
 * How a home is.
 *
 * @param home its directory
 * @param usage what its blocks take
 * @param diskBytes what the files of its store, indexes and models occupy
 * @param datasets its datasets, by name
 */
public record HomeStatus(
    Path home, StoreUsage usage, long diskBytes, List<DatasetStatus> datasets) {

  /**
   * How a dataset is.
   *
   * @param info what lists show of it
   * @param indexed files whose documents are in it
   * @param failed files that gave no text
   * @param skipped files that were passed over, or taken out by hand
   * @param unfinished files that a run which did not end has dealt with
   * @param indexIsCurrent whether what answers is the newest version
   */
  public record DatasetStatus(
      DatasetInfo info,
      long indexed,
      long failed,
      long skipped,
      long unfinished,
      boolean indexIsCurrent) {}
}
