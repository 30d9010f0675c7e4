package io.pinakes.query.generate;

/**
 * A generator that is a language model, and can be asked for other words than answers. Called and
 * cancelled like {@link Generator}.
 */
public interface TextModel {
  /**
   * What the model says to a prompt, whole.
   *
   * @param maxTokens the longest that it may say, in its tokens
   * @throws GenerationException if it did not come whole
   */
  String complete(PromptText prompt, int maxTokens)
      throws GenerationException, InterruptedException;
}
