package io.pinakes.query.generate.extractive;

import java.util.Comparator;
import java.util.List;

/**
 * Orders sentences by a weighted sum of their features.
 *
 * @param cosine weight of {@link Candidate.Features#cosine}
 * @param shared weight of {@link Candidate.Features#shared}
 * @param kind weight of {@link Candidate.Features#kind}
 * @param passage weight of {@link Candidate.Features#passage}
 */
public record SentenceRanking(double cosine, double shared, double kind, double passage) {
  /** Fitted on the fitting half of SQuAD 2.0's articles (docs/decisions/0090). */
  public static final SentenceRanking DEFAULT = new SentenceRanking(3.6, 3.63, 1.34, 6.8);

  /** The sum for one sentence. */
  public double score(Candidate candidate) {
    Candidate.Features f = candidate.features();
    return cosine * f.cosine() + shared * f.shared() + kind * f.kind() + passage * f.passage();
  }

  /** Best first; equal ones in the order of the prompt. */
  public List<Candidate> ranked(List<Candidate> candidates) {
    return candidates.stream().sorted(Comparator.comparingDouble(this::score).reversed()).toList();
  }
}
