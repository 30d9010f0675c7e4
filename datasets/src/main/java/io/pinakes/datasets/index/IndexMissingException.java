package io.pinakes.datasets.index;

import java.io.IOException;

/** The index of a dataset is gone. Nothing is lost: it can be built again from blocks. */
public final class IndexMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  private IndexMissingException(String dataset, String what) {
    super("the index of dataset [" + dataset + "] " + what);
  }

  /** It is there, and no whole version is in it yet. */
  public static IndexMissingException behind(String dataset, long version) {
    return new IndexMissingException(
        dataset,
        "is behind: version ["
            + version
            + "] is whole, but not all of it is indexed yet. If an ingest is under way, wait for"
            + " it");
  }

  /** Names the dataset. */
  public IndexMissingException(String dataset) {
    super(
        "the index of dataset ["
            + dataset
            + "] is missing; it can be rebuilt from blocks without embedding anything");
  }
}
