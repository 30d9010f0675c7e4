package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.Filter;
import io.pinakes.vectorstore.IndexOptions;
import io.pinakes.vectorstore.TextAnalysis;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;

/**
 * One commit with what is computed from it once and shared by all its snapshots.
 *
 * <p>The reader counts its holders: the index that shows it, and each snapshot.
 */
final class CommitView {
  /** Filters whose chunks are kept: a bit a document each. */
  private static final int MAX_CACHED_FILTERS = 16;

  final String build;
  final DirectoryReader reader;
  final CommitData data;
  final TextSearch text;
  final long chunks;
  final long documents;

  // Guarded by itself; nothing is computed under the lock.
  private final Map<Filter, AcceptedDocs> filters =
      new LinkedHashMap<>(MAX_CACHED_FILTERS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Filter, AcceptedDocs> eldest) {
          return size() > MAX_CACHED_FILTERS;
        }
      };

  CommitView(
      String build,
      DirectoryReader reader,
      CommitData data,
      IndexOptions options,
      TextAnalysis analysis)
      throws IOException {
    this.build = build;
    this.reader = reader;
    this.data = data;
    this.text =
        new TextSearch(reader, new LiveStatistics(reader.leaves()), analysis, options.scoring());
    this.chunks = LiveStatistics.chunks(reader.leaves());
    this.documents = LiveStatistics.documents(reader.leaves());
  }

  List<LeafReaderContext> segments() {
    return reader.leaves();
  }

  /** Returns the chunks that pass; empty if all do. */
  Optional<AcceptedDocs> accepted(Filter filter) throws IOException {
    if (filter.isNone()) {
      return Optional.empty();
    }
    synchronized (filters) {
      AcceptedDocs known = filters.get(filter);
      if (known != null) {
        return Optional.of(known);
      }
    }
    AcceptedDocs accepted = FilterResolver.resolve(reader.leaves(), filter);
    synchronized (filters) {
      filters.put(filter, accepted);
    }
    return Optional.of(accepted);
  }
}
