package io.pinakes.query;

import io.pinakes.vectorstore.Filter;
import java.util.List;

/**
 * A question to be answered.
 *
 * @param question in plain words
 * @param datasets the names of those to search; empty means all
 * @param mode which rankings find the passages
 * @param filter which documents
 * @param contexts how many passages the generator may see, at most
 * @param promptTokens the budget of the passages, counted by the embedding model's tokenizer
 * @param answerTokens the longest answer, in the generator's tokens
 */
public record AskRequest(
    String question,
    List<String> datasets,
    Mode mode,
    Filter filter,
    int contexts,
    int promptTokens,
    int answerTokens) {
  /** How many passages are shown to a generator unless told otherwise. */
  public static final int CONTEXTS = 8;

  /** What eight passages of 256 tokens and their frames need, in a context of 4,096. */
  public static final int PROMPT_TOKENS = 2_800;

  /** A short answer; a generator that is cut says so. */
  public static final int ANSWER_TOKENS = 512;

  /** Checks the bounds. */
  public AskRequest {
    if (question.isBlank()) {
      throw new IllegalArgumentException("the question is empty");
    }
    if (contexts < 1 || contexts > 100 || promptTokens < 64 || answerTokens < 1) {
      throw new IllegalArgumentException(
          "contexts ["
              + contexts
              + "], prompt tokens ["
              + promptTokens
              + "], answer tokens ["
              + answerTokens
              + "]");
    }
    datasets = List.copyOf(datasets);
  }

  /** A question to all datasets, with the defaults. */
  public static AskRequest of(String question) {
    return new AskRequest(
        question, List.of(), Mode.HYBRID, Filter.NONE, CONTEXTS, PROMPT_TOKENS, ANSWER_TOKENS);
  }
}
