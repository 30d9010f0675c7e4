package io.pinakes.vectorstore;

import java.io.IOException;

/** The index is sound, but of another model, dimension or format than was asked for. */
public final class IndexMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what was found and what was asked. */
  public IndexMismatchException(String message) {
    super(message);
  }
}
