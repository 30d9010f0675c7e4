package io.pinakes.datasets.index;

import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens indexes of one technology. */
public interface IndexKind {
  /**
   * Opens for writing; a missing folder is made.
   *
   * @throws io.pinakes.vectorstore.IndexDamagedException if its files are broken
   * @throws io.pinakes.vectorstore.IndexMismatchException if it is of another model or format
   */
  ChunkIndex open(Path folder, IndexOptions options) throws IOException;

  /** Opens for writing with nothing in it; readers see what was there until the first commit. */
  ChunkIndex openBeside(Path folder, IndexOptions options) throws IOException;

  /** Opens for reading, beside any writer. */
  ChunkIndex openReadOnly(Path folder, IndexOptions options) throws IOException;

  /**
   * Reads every file of an index and says what is wrong, in words; empty if all is as it was
   * written.
   */
  List<String> check(Path folder) throws IOException;

  /** Merges what can be merged, so that searches are quickest. */
  void merge(ChunkIndex index) throws IOException;
}
