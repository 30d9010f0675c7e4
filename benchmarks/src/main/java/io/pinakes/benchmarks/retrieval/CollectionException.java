package io.pinakes.benchmarks.retrieval;

import io.pinakes.benchmarks.OtherKindException;
import java.nio.file.Path;

/** A collection that is not what its layout promises; the message names file and line. */
public final class CollectionException extends OtherKindException {
  private static final long serialVersionUID = 1L;

  CollectionException(Path file, int line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }

  CollectionException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
