package io.pinakes.ingest.embed;

import java.io.IOException;

/** A model is missing, damaged or not of a kind that can be run; the message says what mends it. */
public final class ModelException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String model;

  /** About the model {@code model}; the message stands alone. */
  public ModelException(String model, String message) {
    super(message);
    this.model = model;
  }

  /** About the model {@code model}, with what lies beneath. */
  public ModelException(String model, String message, Throwable cause) {
    super(message, cause);
    this.model = model;
  }

  /** The name of the model, or the folder that was to be one. */
  public String model() {
    return model;
  }
}
