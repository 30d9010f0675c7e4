package io.pinakes.datasets.vectors;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;

/** A chunk of a dataset has no vector anywhere in the home; it must be embedded. */
public final class MissingVectorException extends IOException {
  private static final long serialVersionUID = 1L;

  // Not serialisable, and exceptions of this module are never serialised.
  private final transient Cid chunk;

  MissingVectorException(String model, Cid chunk) {
    super("chunk [" + chunk + "] has no vector of model [" + model + "]");
    this.chunk = chunk;
  }

  /** The chunk. */
  public Cid chunk() {
    return chunk;
  }
}
