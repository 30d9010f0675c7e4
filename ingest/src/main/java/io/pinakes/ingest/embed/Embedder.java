package io.pinakes.ingest.embed;

import io.pinakes.core.knowledge.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One opened embedding model.
 *
 * <p>A contract: vectors have {@code spec().dimension()} components and, if the spec says so,
 * length one. The vector of a text depends on nothing but the text: not on texts before, beside or
 * after it, nor on the thread. Calls compute on the caller's thread, and any number of threads may
 * call at once; as many as cores is fastest. A text longer than the model takes is refused with
 * {@link TooLongException}, never cut. After {@link #close} every call throws {@link
 * IllegalStateException}; closing waits for running calls.
 */
public interface Embedder extends AutoCloseable {
  /** What the vectors mean. */
  ModelSpec spec();

  /** Counts tokens as {@link #embedPassage} sees them. */
  TokenCounter tokens();

  /**
   * The vector of a passage; the passage prefix is put before it.
   *
   * @throws TooLongException if it has more tokens than the model takes
   */
  float[] embedPassage(String chunkText);

  /**
   * The vector of a question; the query prefix is put before it.
   *
   * @throws TooLongException if it has more tokens than the model takes
   */
  float[] embedQuery(String question);

  /** The vectors of some passages, in their order, one by one on the caller's thread. */
  default List<float[]> embedPassages(List<String> chunkTexts) {
    List<float[]> vectors = new ArrayList<>(chunkTexts.size());
    for (String text : chunkTexts) {
      vectors.add(embedPassage(text));
    }
    return vectors;
  }

  /** Waits for running calls, then frees the model. Closing twice does nothing. */
  @Override
  void close();
}
