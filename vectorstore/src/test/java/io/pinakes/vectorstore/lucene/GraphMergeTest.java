package io.pinakes.vectorstore.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When segments get their graphs. */
final class GraphMergeTest {
  private static final String FIELD = "vector";
  private static final GraphShape SHAPE = new GraphShape(Quantisation.BIT1, 4, 10, 100, 2);

  @TempDir private Path folder;

  /** Vectors and graph nodes of a segment. */
  private record Segment(int vectors, int nodes) {}

  @Test
  void whatIsFlushedHasNoGraphUntilItIsCommitted() throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        Directory directory = FSDirectory.open(folder)) {
      try (IndexWriter writer = new IndexWriter(directory, config(workers))) {
        add(writer, 300);
        writer.flush();
        try (DirectoryReader reader = DirectoryReader.open(writer, false, false)) {
          assertThat(segments(reader)).containsExactly(new Segment(300, 0));
        }
        writer.commit();
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        assertThat(segments(reader)).containsExactly(new Segment(300, 300));
      }
    }
  }

  @Test
  void whatIsTooSmallForAGraphIsLeftInPeace() throws IOException {
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        Directory directory = FSDirectory.open(folder)) {
      try (IndexWriter writer = new IndexWriter(directory, config(workers))) {
        add(writer, 99);
        writer.commit();
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        assertThat(segments(reader)).containsExactly(new Segment(99, 0));
      }
    }
  }

  private static IndexWriterConfig config(ExecutorService workers) {
    return new IndexWriterConfig()
        .setCodec(VectorCodec.of(SHAPE, workers))
        .setUseCompoundFile(false)
        .setMergePolicy(new GraphMergePolicy(new TieredMergePolicy(), SHAPE.graphFrom()));
  }

  private static void add(IndexWriter writer, int count) throws IOException {
    Random random = new Random(11);
    for (int i = 0; i < count; i++) {
      float[] vector = new float[64];
      for (int c = 0; c < vector.length; c++) {
        vector[c] = (float) random.nextGaussian();
      }
      Document document = new Document();
      document.add(new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.EUCLIDEAN));
      writer.addDocument(document);
    }
  }

  private static List<Segment> segments(DirectoryReader reader) throws IOException {
    List<Segment> segments = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      var all =
          (PerFieldKnnVectorsFormat.FieldsReader) ((CodecReader) leaf.reader()).getVectorReader();
      HnswGraph graph = ((HnswGraphProvider) all.getFieldReader(FIELD)).getGraph(FIELD);
      segments.add(new Segment(leaf.reader().maxDoc(), graph == null ? 0 : graph.size()));
    }
    return segments;
  }
}
