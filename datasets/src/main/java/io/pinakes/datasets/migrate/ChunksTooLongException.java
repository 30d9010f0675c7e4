package io.pinakes.datasets.migrate;

import java.io.IOException;

/** Some chunks of a dataset are longer than a model takes; none of them is cut. */
public final class ChunksTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  ChunksTooLongException(String dataset, String model, int limit, long tooLong, long all) {
    super(
        "["
            + tooLong
            + "] of ["
            + all
            + "] chunks of dataset ["
            + dataset
            + "] are longer than the ["
            + limit
            + "] tokens that model ["
            + model
            + "] takes: ingest the folder into a new dataset (pinakes ingest FOLDER --dataset NAME"
            + " --model "
            + model
            + "), whose chunks are cut for it");
  }
}
