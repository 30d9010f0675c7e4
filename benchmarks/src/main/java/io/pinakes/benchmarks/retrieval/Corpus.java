package io.pinakes.benchmarks.retrieval;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.query.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A collection made ready to be asked: something ranks its documents for a question.
 *
 * <p>Two kinds: {@link DocumentUnit} has one vector a document, {@link BankCorpus} is what {@code
 * search} does.
 */
public interface Corpus extends AutoCloseable {
  /** The best documents for a question, with scores, in any order. */
  Map<String, Float> rank(String question, Mode mode) throws IOException;

  /** What a record should say about how it was made: sizes, depths, cuts, weights. */
  Map<String, Object> description();

  @Override
  void close() throws IOException;

  /** Names a document by its identifier. */
  static Cid name(String id) {
    return Cid.of(Multicodec.RAW, ("document " + id).getBytes(StandardCharsets.UTF_8));
  }

  /** The vectors of texts, computed on as many threads as there are cores. */
  static List<float[]> embed(Embedder embedder, List<String> texts) throws InterruptedException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<float[]>> futures =
          texts.stream().map(t -> pool.submit(() -> embedder.embedPassage(t))).toList();
      List<float[]> vectors = new ArrayList<>(texts.size());
      for (Future<float[]> future : futures) {
        vectors.add(future.get());
      }
      return vectors;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a text could not be embedded", e.getCause());
    }
  }
}
