package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what is large enough for a graph gets one soon: segments come without one from
 * {@link GraphAtMergeFormat}, and are written again, each by itself and all at once, when a change
 * is committed.
 *
 * <p>Between commits the policy underneath decides, so that a long build does not pay for graphs of
 * segments that it will merge again.
 */
final class GraphMergePolicy extends FilterMergePolicy {
  /** What Lucene notes of a segment's origin; a merged one has another. */
  private static final String SOURCE = "source";

  private static final String FLUSHED = "flush";

  private final int graphFrom;

  /**
   * Wraps a policy.
   *
   * @param graphFrom vectors from which on a segment shall have a graph
   */
  GraphMergePolicy(MergePolicy in, int graphFrom) {
    super(in);
    this.graphFrom = graphFrom;
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos segments, MergeContext context) throws IOException {
    MergeSpecification found = in.findMerges(trigger, segments, context);
    if (trigger == MergeTrigger.SEGMENT_FLUSH) {
      return found;
    }
    return withBare(found, segments, context);
  }

  @Override
  public @Nullable MergeSpecification findForcedMerges(
      SegmentInfos segments,
      int maxSegments,
      Map<SegmentCommitInfo, Boolean> toMerge,
      MergeContext context)
      throws IOException {
    MergeSpecification found = in.findForcedMerges(segments, maxSegments, toMerge, context);
    // Few enough segments already, and one without its graph among them.
    return found == null ? withBare(null, segments, context) : found;
  }

  private @Nullable MergeSpecification withBare(
      @Nullable MergeSpecification found, SegmentInfos segments, MergeContext context)
      throws IOException {
    Set<SegmentCommitInfo> taken = new HashSet<>(context.getMergingSegments());
    if (found != null) {
      found.merges.forEach(merge -> taken.addAll(merge.segments));
    }
    List<SegmentCommitInfo> bare = new ArrayList<>();
    for (SegmentCommitInfo segment : segments) {
      int live = segment.info.maxDoc() - context.numDeletesToMerge(segment);
      if (!taken.contains(segment) && flushed(segment) && live >= graphFrom) {
        bare.add(segment);
      }
    }
    if (bare.isEmpty()) {
      return found;
    }
    MergeSpecification all = found == null ? new MergeSpecification() : found;
    for (SegmentCommitInfo segment : bare) {
      all.add(new OneMerge(List.of(segment)));
    }
    return all;
  }

  private static boolean flushed(SegmentCommitInfo segment) {
    return FLUSHED.equals(segment.info.getDiagnostics().get(SOURCE));
  }
}
