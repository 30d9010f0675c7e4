package io.pinakes.benchmarks.answers;

import io.pinakes.benchmarks.retrieval.PassageCollection;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.AskRequest;
import io.pinakes.query.Hit;
import io.pinakes.query.Mode;
import io.pinakes.query.SearchRequest;
import io.pinakes.query.SearchSettings;
import io.pinakes.query.Searcher;
import io.pinakes.query.answer.PassageBudget;
import io.pinakes.query.generate.NumberedPassage;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.PromptText;
import io.pinakes.query.generate.extractive.Candidate;
import io.pinakes.query.generate.extractive.Candidates;
import io.pinakes.query.generate.extractive.SentenceRanking;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks questions of a collection as {@code ask} does, and keeps what the answer was chosen from.
 */
final class AnswersBench {
  private final PassageCollection collection;
  private final Searcher searcher;
  private final Embedder embedder;
  private final Candidates candidates;
  private final long seed;

  AnswersBench(
      PassageCollection collection, Embedder embedder, SentenceSplitter sentences, long seed) {
    this.collection = collection;
    this.embedder = embedder;
    this.searcher =
        new Searcher(collection, spec -> embedder, SearchSettings.DEFAULT, System::nanoTime);
    this.candidates = new Candidates(embedder, sentences);
    this.seed = seed;
  }

  /**
   * One question, asked.
   *
   * @param question the question
   * @param paragraphRank the rank of the first passage of its paragraph, 0 if none was shown
   * @param best the likeliest sentence, if there was any
   * @param holds whether that sentence holds a right answer
   * @param sentences all of them, to fit an order by: right if it is of the question's paragraph
   *     and holds an answer; none for a question that cannot be answered
   */
  record Asked(
      SquadFile.Question question,
      int paragraphRank,
      Optional<Candidate> best,
      boolean holds,
      List<Logistic.Example> sentences) {}

  /** Asks all questions on all cores. */
  List<Asked> ask(List<SquadFile.Question> questions, SentenceRanking ranking)
      throws IOException, InterruptedException {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<Asked>> futures =
          questions.stream().map(q -> pool.submit(() -> ask(q, ranking))).toList();
      List<Asked> asked = new ArrayList<>();
      for (Future<Asked> future : futures) {
        asked.add(future.get());
      }
      return asked;
    } catch (ExecutionException e) {
      throw new IOException("a question could not be asked: " + e.getCause(), e.getCause());
    }
  }

  /** What a generator would be shown for a question: passages, and the sentences in them. */
  record Shown(List<Hit> hits, List<Candidate> candidates) {}

  /** Finds what a generator would be shown. */
  Shown shown(String question) throws IOException, InterruptedException {
    AskRequest defaults = AskRequest.of(question);
    List<Hit> hits =
        searcher.search(SearchRequest.of(question, defaults.contexts(), Mode.HYBRID)).hits();
    List<NumberedPassage> passages =
        new PassageBudget(embedder.tokens(), defaults.promptTokens()).fit(hits);
    if (passages.isEmpty()) {
      return new Shown(List.of(), List.of());
    }
    Prompt prompt =
        new Prompt(question, passages, PromptText.newMarker(new SplittableRandom(seed)), 512);
    return new Shown(hits.subList(0, passages.size()), candidates.of(prompt));
  }

  private Asked ask(SquadFile.Question question, SentenceRanking ranking)
      throws IOException, InterruptedException {
    Shown shown = shown(question.text());
    int rank = 0;
    for (int i = shown.hits().size(); i > 0; i--) {
      if (collection.id(shown.hits().get(i - 1).place().document()).equals(question.paragraph())) {
        rank = i;
      }
    }
    Optional<Candidate> best = ranking.ranked(shown.candidates()).stream().findFirst();
    boolean holds = best.isPresent() && holds(question, best.get());
    return new Asked(question, rank, best, holds, examples(question, shown));
  }

  private List<Logistic.Example> examples(SquadFile.Question question, Shown shown) {
    List<Logistic.Example> examples = new ArrayList<>();
    if (question.answerable()) {
      for (Candidate candidate : shown.candidates()) {
        Hit hit = shown.hits().get(candidate.passage() - 1);
        boolean right =
            collection.id(hit.place().document()).equals(question.paragraph())
                && holds(question, candidate);
        examples.add(new Logistic.Example(candidate.features().ranking(), right));
      }
    }
    return examples;
  }

  private static boolean holds(SquadFile.Question question, Candidate candidate) {
    return question.answers().stream().anyMatch(a -> plain(candidate.text()).contains(plain(a)));
  }

  /** As SQuAD's own script compares: without case, punctuation, articles and runs of blanks. */
  static String plain(String text) {
    String words =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\p{P}\\p{S}]", "")
            .replaceAll("\\b(a|an|the)\\b", " ");
    return " " + words.replaceAll("\\s+", " ").strip() + " ";
  }
}
