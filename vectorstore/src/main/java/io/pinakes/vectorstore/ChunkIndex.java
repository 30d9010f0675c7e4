package io.pinakes.vectorstore;

import java.io.IOException;
import java.util.Optional;

/**
 * The searchable form of one dataset under one model. It is derived from a manifest, whose CID it
 * carries; lost or damaged, it is built again from blocks and answers as before.
 *
 * <p>Implementations pass {@code ChunkIndexContract}. One writer, any number of readers, in this
 * process and in others.
 */
public interface ChunkIndex extends AutoCloseable {
  /** Returns the manifest of the last commit; empty if there was none yet. */
  Optional<String> manifest() throws IOException;

  /**
   * Starts a change.
   *
   * @throws IllegalStateException if a change is under way, or the index was opened for reading
   */
  IndexUpdate begin() throws IOException;

  /**
   * Opens the last commit for searching. It stays as it is, whatever is committed meanwhile.
   *
   * @throws IllegalStateException if nothing was ever committed
   */
  IndexSnapshot snapshot() throws IOException;

  /** Releases files and locks; what was not committed is forgotten. */
  @Override
  void close() throws IOException;
}
