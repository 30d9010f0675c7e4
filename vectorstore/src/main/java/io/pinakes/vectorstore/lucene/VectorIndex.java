package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Vectors and their graph alone, in one segment, with every knob in the caller's hand: the
 * machinery of {@link LuceneChunkIndex} laid open for measurement. Read-only once built; safe for
 * use by several threads.
 */
public final class VectorIndex implements AutoCloseable {
  private static final String VECTOR = "vector";
  private static final String NUMBER = "number";
  private static final double BUFFER_MIB = 256;

  private final Directory directory;
  private final DirectoryReader reader;
  private final VectorMetric metric;

  /** The number of each document, so that no search pays for looking it up. */
  private final int[] numbers;

  private VectorIndex(Directory directory, DirectoryReader reader, VectorMetric metric)
      throws IOException {
    this.directory = directory;
    this.reader = reader;
    this.metric = metric;
    this.numbers = numbers(reader);
  }

  /**
   * Builds an index of one segment; a vector's number is its place in the list.
   *
   * @param folder empty or missing
   */
  public static VectorIndex build(
      Path folder, List<float[]> vectors, VectorMetric metric, GraphShape shape)
      throws IOException {
    Directory directory = FSDirectory.open(folder);
    try (ExecutorService workers = Executors.newFixedThreadPool(shape.mergeWorkers())) {
      IndexWriterConfig config =
          new IndexWriterConfig()
              .setCodec(VectorCodec.of(shape, workers))
              .setUseCompoundFile(false)
              .setMergePolicy(new GraphMergePolicy(new TieredMergePolicy(), shape.graphFrom()))
              .setRAMBufferSizeMB(BUFFER_MIB);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (int i = 0; i < vectors.size(); i++) {
          Document document = new Document();
          document.add(new KnnFloatVectorField(VECTOR, vectors.get(i), metric.function()));
          document.add(new NumericDocValuesField(NUMBER, i));
          writer.addDocument(document);
        }
        writer.forceMerge(1);
        writer.commit();
      }
    }
    directory.close();
    return open(folder, metric);
  }

  /** Opens an index that was built before with the same metric. */
  public static VectorIndex open(Path folder, VectorMetric metric) throws IOException {
    Directory directory = FSDirectory.open(folder);
    try {
      return new VectorIndex(directory, DirectoryReader.open(directory), metric);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /**
   * Searches through the graph.
   *
   * @param beam candidates kept on the way, at least {@code k}
   * @param rescored how many of them are ranked in full precision, at least {@code k}
   * @return the numbers of the nearest, best first
   */
  public int[] walk(float[] query, int k, int beam, int rescored) throws IOException {
    NeighbourSearch search = new NeighbourSearch(VECTOR, metric, query, k);
    NeighbourSearch.WalkPlan plan = new NeighbourSearch.WalkPlan(beam, beam, rescored, 0);
    for (LeafReaderContext segment : reader.leaves()) {
      search.walk(segment, NeighbourSearch.live(segment), plan);
    }
    return numbers(search.best(), k);
  }

  /** Searches by comparing all, in full precision. */
  public int[] compareAll(float[] query, int k) throws IOException {
    NeighbourSearch search = new NeighbourSearch(VECTOR, metric, query, k);
    for (LeafReaderContext segment : reader.leaves()) {
      search.compareAll(segment, null);
    }
    return numbers(search.best(), k);
  }

  /** Returns how many vectors there are. */
  public int size() {
    return reader.numDocs();
  }

  /**
   * Returns the bytes of the vector files by extension: {@code vec} full vectors, {@code veq}
   * packed ones, {@code vex} graph.
   */
  public Map<String, Long> bytes() throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    for (LeafReaderContext segment : reader.leaves()) {
      CodecReader leaf = (CodecReader) segment.reader();
      FieldInfo field = leaf.getFieldInfos().fieldInfo(VECTOR);
      leaf.getVectorReader()
          .getOffHeapByteSize(field)
          .forEach((extension, size) -> bytes.merge(extension, size, Long::sum));
    }
    return bytes;
  }

  private int[] numbers(List<ScoredDoc> hits, int k) {
    int[] found = new int[Math.min(k, hits.size())];
    for (int i = 0; i < found.length; i++) {
      found[i] = numbers[hits.get(i).doc()];
    }
    return found;
  }

  private static int[] numbers(DirectoryReader reader) throws IOException {
    int[] numbers = new int[reader.maxDoc()];
    for (LeafReaderContext segment : reader.leaves()) {
      NumericDocValues values = segment.reader().getNumericDocValues(NUMBER);
      for (int doc = 0; doc < segment.reader().maxDoc(); doc++) {
        if (values == null || !values.advanceExact(doc)) {
          throw new IllegalStateException("document [" + doc + "] has no number");
        }
        numbers[segment.docBase + doc] = Math.toIntExact(values.longValue());
      }
    }
    return numbers;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
