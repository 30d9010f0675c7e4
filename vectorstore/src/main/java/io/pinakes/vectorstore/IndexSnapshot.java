package io.pinakes.vectorstore;

import java.io.IOException;

/** One commit, held open. Safe for use by several threads. */
public interface IndexSnapshot extends ChunkSearch, ChunkLookup, AutoCloseable {
  /** Returns the CID of the manifest that this is the index of. */
  String manifest();

  @Override
  void close() throws IOException;
}
