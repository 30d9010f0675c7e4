package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexLimits;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lucene's codec with our vectors format.
 *
 * <p>It keeps the name of Lucene's own, so that any reader opens the files: how a segment's vectors
 * are packed stands in the segment. That works only through a {@link PerFieldKnnVectorsFormat},
 * which writes the format's name beside the field; without it an index reads back empty.
 */
final class VectorCodec {
  private VectorCodec() {}

  /**
   * Returns the codec for writing.
   *
   * @param workers runs the parts of a merge if the shape asks for more than one
   */
  static Codec of(GraphShape shape, ExecutorService workers) {
    int threshold = threshold(shape.graphFrom());
    KnnVectorsFormat alone = format(shape, 1, null, threshold);
    KnnVectorsFormat vectors =
        new GraphAtMergeFormat(
            format(shape, 1, null, Integer.MAX_VALUE),
            alone,
            shape.mergeWorkers() > 1
                ? format(shape, shape.mergeWorkers(), workers, threshold)
                : alone);
    KnnVectorsFormat perField =
        new PerFieldKnnVectorsFormat() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return vectors;
          }

          @Override
          public int getMaxDimensions(String field) {
            return IndexLimits.MAX_DIMENSION;
          }
        };
    Codec codec = new Lucene104Codec();
    return new FilterCodec(codec.getName(), codec) {
      @Override
      public KnnVectorsFormat knnVectorsFormat() {
        return perField;
      }
    };
  }

  private static KnnVectorsFormat format(
      GraphShape shape, int workerCount, @Nullable ExecutorService workers, int threshold) {
    return shape
        .quantisation()
        .encoding()
        .<KnnVectorsFormat>map(
            encoding ->
                new Lucene104HnswScalarQuantizedVectorsFormat(
                    encoding,
                    shape.neighbours(),
                    shape.buildBeam(),
                    workerCount,
                    workers,
                    threshold))
        .orElseGet(
            () ->
                new Lucene99HnswVectorsFormat(
                    shape.neighbours(), shape.buildBeam(), workerCount, workers, threshold));
  }

  /**
   * Lucene states the size from which a graph is worth its building as the {@code k} of a search
   * that would visit about {@code k * ln(size)} nodes, so this is the size over its logarithm.
   */
  private static int threshold(int graphFrom) {
    return graphFrom <= 1 ? 0 : (int) Math.round(graphFrom / Math.log(graphFrom));
  }
}
