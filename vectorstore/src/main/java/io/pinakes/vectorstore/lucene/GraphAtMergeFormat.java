package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.store.IOContext;

/**
 * Gives a graph only to segments that come out of a merge. What is flushed is soon merged: its
 * graph would be built once for little use, and from unpacked vectors at that.
 *
 * <p>Both formats are one and the same to a reader, and the files bear that one's name.
 */
final class GraphAtMergeFormat extends KnnVectorsFormat {
  /**
   * Below this many vectors one thread builds the graph of a merge. Several take a lock for each
   * step of the walk, a fifth of all their time; several merges at once take none.
   */
  private static final int ALONE_BELOW = 100_000;

  private final KnnVectorsFormat flushed;
  private final KnnVectorsFormat small;
  private final KnnVectorsFormat large;

  /**
   * Wraps three formats that differ in nothing that a reader sees.
   *
   * @param flushed writes no graph
   * @param small builds with one thread
   * @param large builds with all
   */
  GraphAtMergeFormat(KnnVectorsFormat flushed, KnnVectorsFormat small, KnnVectorsFormat large) {
    super(large.getName());
    this.flushed = flushed;
    this.small = small;
    this.large = large;
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    if (state.context.context() != IOContext.Context.MERGE) {
      return flushed.fieldsWriter(state);
    }
    return (state.segmentInfo.maxDoc() < ALONE_BELOW ? small : large).fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return large.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return large.getMaxDimensions(field);
  }
}
