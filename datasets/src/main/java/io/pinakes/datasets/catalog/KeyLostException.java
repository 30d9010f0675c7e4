package io.pinakes.datasets.catalog;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The private key of one of this home's own datasets is missing or damaged. Nothing makes it again:
 * it comes out of a backup, or the dataset can be read and no longer changed.
 */
public final class KeyLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String dataset;
  private final String file;

  KeyLostException(String dataset, Path file, String what, Exception cause) {
    super(
        "the private key of dataset ["
            + dataset
            + "] "
            + what
            + "; restore ["
            + file
            + "] from a backup, or go on reading only",
        cause);
    this.dataset = dataset;
    this.file = file.toString();
  }

  /** Whose key it is. */
  public String dataset() {
    return dataset;
  }

  /** Where it belongs. */
  public Path file() {
    return Path.of(file);
  }
}
