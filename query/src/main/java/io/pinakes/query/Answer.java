package io.pinakes.query;

import io.pinakes.query.generate.GeneratorInfo;
import java.util.List;

/**
 * An answer with its evidence, or the honest lack of one.
 *
 * @param question what was asked
 * @param answer the words, with {@code [n]} behind statements; marks that did not stand the check
 *     are taken out. If there is not enough evidence, a sentence that says so
 * @param enough whether there is an answer; if not, there are no citations
 * @param citations in the order of the answer
 * @param contexts every passage that the generator saw, cited or not
 * @param rejected what a generator claimed and the check refused, for people
 * @param cut whether the limit of tokens ended the answer
 * @param generator what answered, and where question and passages went
 * @param search how the passages were found
 */
public record Answer(
    String question,
    String answer,
    boolean enough,
    List<Citation> citations,
    List<Context> contexts,
    List<String> rejected,
    boolean cut,
    GeneratorInfo generator,
    SearchResult search) {
  /** Keeps the lists as they are. */
  public Answer {
    citations = List.copyOf(citations);
    contexts = List.copyOf(contexts);
    rejected = List.copyOf(rejected);
    if (!enough && !citations.isEmpty()) {
      throw new IllegalArgumentException("an answer that is none has citations");
    }
  }

  /** The passages that the generator saw and the answer does not rest on. */
  public List<Context> unused() {
    return contexts.stream().filter(c -> !c.cited()).toList();
  }
}
