package io.pinakes.query.generate;

/**
 * How a generation ended well.
 *
 * @param end why it ended
 * @param promptTokens tokens of the prompt as the server counted them, 0 if it does not say
 * @param answerTokens tokens of the answer as the server counted them, 0 if it does not say
 */
public record Generation(End end, int promptTokens, int answerTokens) {
  /** Why an answer ended. */
  public enum End {
    /** The generator had no more to say. */
    COMPLETE,
    /** The limit of tokens cut it. */
    LENGTH,
    /** The generator says that the passages do not answer the question. */
    DECLINED
  }
}
