package io.pinakes.datasets.index;

import io.pinakes.vectorstore.ChunkIndex;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.lucene.IndexCheck;
import io.pinakes.vectorstore.lucene.LuceneChunkIndex;
import io.pinakes.vectorstore.lucene.LuceneOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Indexes that Lucene keeps in folders. */
public final class LuceneIndexes implements IndexKind {
  private final LuceneOptions lucene;

  /** With a tuning. */
  public LuceneIndexes(LuceneOptions lucene) {
    this.lucene = lucene;
  }

  @Override
  public ChunkIndex open(Path folder, IndexOptions options) throws IOException {
    return LuceneChunkIndex.open(folder, options, lucene);
  }

  @Override
  public ChunkIndex openBeside(Path folder, IndexOptions options) throws IOException {
    return LuceneChunkIndex.openBeside(folder, options, lucene);
  }

  @Override
  public ChunkIndex openReadOnly(Path folder, IndexOptions options) throws IOException {
    return LuceneChunkIndex.openReadOnly(folder, options, lucene);
  }

  @Override
  public List<String> check(Path folder) throws IOException {
    return IndexCheck.run(folder).findings();
  }

  @Override
  public void merge(ChunkIndex index) throws IOException {
    if (index instanceof LuceneChunkIndex ours) {
      ours.mergeAll();
    }
  }
}
