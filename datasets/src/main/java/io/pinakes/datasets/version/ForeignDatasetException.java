package io.pinakes.datasets.version;

import java.io.IOException;

/** A dataset came from somebody else, and this home has no key to change it with. */
public final class ForeignDatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names it. */
  public ForeignDatasetException(String dataset) {
    super(
        "dataset ["
            + dataset
            + "] was imported: only the holder of its key can change it. Ingest into a dataset of"
            + " your own (--dataset NAME)");
  }
}
