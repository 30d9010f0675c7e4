package io.pinakes.datasets.version;

import java.io.IOException;

/** A dataset has vectors of one model, and another was to be mixed in. */
public final class ModelMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Names both, and the command that leads from one to the other. */
  public ModelMismatchException(String dataset, String has, String wanted, String wantedName) {
    super(
        "dataset ["
            + dataset
            + "] has vectors of model ["
            + has
            + "], which cannot be compared with those of ["
            + wanted
            + "]: run [pinakes model use "
            + wantedName
            + " --dataset "
            + dataset
            + "] to build its vectors anew beside the old ones");
  }
}
