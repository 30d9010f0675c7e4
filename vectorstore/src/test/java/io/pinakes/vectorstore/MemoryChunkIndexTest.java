package io.pinakes.vectorstore;

/** The index in memory keeps the contract. */
final class MemoryChunkIndexTest extends ChunkIndexContract {
  @Override
  protected ChunkIndex open(IndexOptions options) {
    return new MemoryChunkIndex(options, analysis());
  }

  @Override
  protected TextAnalysis analysis() {
    return new WordAnalysis();
  }
}
