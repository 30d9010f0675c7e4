package io.pinakes.query.generate;

import java.util.List;

/**
 * A question with the passages that may answer it.
 *
 * @param question as the user asked it
 * @param passages numbered from 1, best first
 * @param marker what sets passages apart in a rendered prompt: nobody who wrote a passage can have
 *     known it ({@link PromptText#newMarker})
 * @param maxAnswerTokens the longest answer, in the generator's tokens
 */
public record Prompt(
    String question, List<NumberedPassage> passages, String marker, int maxAnswerTokens) {
  /** Checks that passages are numbered one after another. */
  public Prompt {
    passages = List.copyOf(passages);
    for (int i = 0; i < passages.size(); i++) {
      if (passages.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "passage [" + passages.get(i).number() + "] stands at place [" + (i + 1) + "]");
      }
    }
    if (question.isBlank() || marker.length() < 16 || maxAnswerTokens < 1) {
      throw new IllegalArgumentException(
          "not a prompt: question [" + question + "], answer tokens [" + maxAnswerTokens + "]");
    }
  }
}
