package io.pinakes.query.generate;

/**
 * Answers a question from numbered passages.
 *
 * <p>A contract: runs on the caller's thread and calls the sink on it, in order; nothing is sent to
 * the sink after it returns or throws. Interrupting the thread cancels: the connection is closed
 * and {@link InterruptedException} thrown. Every wait and every size is bounded ({@link
 * GenerationLimits}). Safe for use by several threads at once.
 */
public interface Generator extends AutoCloseable {
  /** What answers, and where. */
  GeneratorInfo info();

  /**
   * Streams an answer.
   *
   * @throws GenerationException if the answer did not come whole; what the sink got until then is
   *     no answer
   */
  Generation generate(Prompt prompt, AnswerSink sink)
      throws GenerationException, InterruptedException;

  /** Frees connections. Does not fail. */
  @Override
  void close();
}
