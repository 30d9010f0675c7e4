package io.pinakes.datasets;

import java.io.IOException;

/** Takes the files that a dataset follows, in the order of paths. */
@FunctionalInterface
public interface FileVisitor {
  /** Looks at the next file; false ends the visit. */
  boolean visit(FileInfo file) throws IOException;
}
