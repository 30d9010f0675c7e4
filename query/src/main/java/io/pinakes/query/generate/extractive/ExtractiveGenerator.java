package io.pinakes.query.generate.extractive;

import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quotes the sentences that answer, the likeliest first. Nothing leaves the process and no word is
 * its own. Declines if even the best sentence is not evidence enough.
 */
public final class ExtractiveGenerator implements Generator {
  /** The most sentences of an answer. */
  private static final int MAX_SENTENCES = 3;

  /** A further sentence must come this near to the first, by its score. */
  private static final double NEAR = 0.9;

  private final String model;
  private final TokenCounter tokens;
  private final Candidates candidates;
  private final SentenceRanking ranking;
  private final Evidence evidence;

  /** With the default ranking and threshold; the embedder stays its owner's. */
  public ExtractiveGenerator(Embedder embedder, SentenceSplitter splitter) {
    this(embedder, splitter, SentenceRanking.DEFAULT, Evidence.DEFAULT);
  }

  /** With a ranking and a threshold of one's own. */
  public ExtractiveGenerator(
      Embedder embedder, SentenceSplitter splitter, SentenceRanking ranking, Evidence evidence) {
    this.model = embedder.spec().name();
    this.tokens = embedder.tokens();
    this.candidates = new Candidates(embedder, splitter);
    this.ranking = ranking;
    this.evidence = evidence;
  }

  @Override
  public GeneratorInfo info() {
    return new GeneratorInfo("extractive", model, Optional.empty());
  }

  @Override
  public Generation generate(Prompt prompt, AnswerSink sink) throws InterruptedException {
    List<Candidate> ranked = ranking.ranked(candidates.of(prompt));
    if (ranked.isEmpty() || !evidence.enough(ranked.get(0).features())) {
      return new Generation(Generation.End.DECLINED, 0, 0);
    }
    List<Candidate> chosen = new ArrayList<>();
    double best = ranking.score(ranked.get(0));
    int left = prompt.maxAnswerTokens();
    for (Candidate candidate : ranked) {
      if (chosen.size() == MAX_SENTENCES || ranking.score(candidate) < NEAR * best) {
        break;
      }
      if (chosen.stream().noneMatch(c -> c.text().equals(candidate.text()))) {
        left -= tokens.count(candidate.text());
        // The first is given whole: half a sentence may say what its whole does not.
        if (left < 0 && !chosen.isEmpty()) {
          return new Generation(Generation.End.LENGTH, 0, 0);
        }
        quote(candidate, chosen, sink);
        chosen.add(candidate);
      }
    }
    return new Generation(left < 0 ? Generation.End.LENGTH : Generation.End.COMPLETE, 0, 0);
  }

  /** A row comes with its header, once. */
  private static void quote(Candidate candidate, List<Candidate> before, AnswerSink sink) {
    candidate
        .header()
        .filter(
            header ->
                before.stream()
                    .noneMatch(
                        b ->
                            b.passage() == candidate.passage()
                                && b.header().filter(header::equals).isPresent()))
        .ifPresent(header -> sink.quote(candidate.passage(), header.start(), header.end()));
    sink.quote(candidate.passage(), candidate.quote().start(), candidate.quote().end());
  }

  @Override
  public void close() {
    // The embedder is its owner's to close.
  }
}
