package io.pinakes.datasets.index;

import java.io.IOException;

/** The index of a dataset is gone. Nothing is lost: it can be built again from blocks. */
public final class IndexMissingException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names the dataset. */
  public IndexMissingException(String dataset) {
    super(
        "the index of dataset ["
            + dataset
            + "] is missing; it can be rebuilt from blocks without embedding anything");
  }
}
