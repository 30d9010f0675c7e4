package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.ChunkIndexContract;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.TextAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The index in files keeps the contract. */
final class LuceneChunkIndexTest extends ChunkIndexContract {
  @TempDir private Path folder;
  private int opened;

  @Override
  protected ChunkIndex open(IndexOptions options) throws IOException {
    return LuceneChunkIndex.open(folder.resolve("index-" + ++opened), options);
  }

  @Override
  protected TextAnalysis analysis() {
    return new LanguageAnalysis();
  }
}
