package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/** A searcher that counts what is live only. */
final class LiveSearcher extends IndexSearcher {
  private final LiveStatistics statistics;

  LiveSearcher(DirectoryReader reader, LiveStatistics statistics, Similarity similarity) {
    super(reader);
    this.statistics = statistics;
    setSimilarity(similarity);
    // Its cache is shared by the whole process, and our filters are kept elsewhere.
    setQueryCache(null);
  }

  @Override
  public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq)
      throws IOException {
    return statistics.term(term);
  }

  @Override
  public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
    return statistics.collection(field);
  }
}
