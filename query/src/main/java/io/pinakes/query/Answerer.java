package io.pinakes.query;

import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.query.answer.CitedText;
import io.pinakes.query.answer.Draft;
import io.pinakes.query.answer.PassageBudget;
import io.pinakes.query.answer.SupportCheck;
import io.pinakes.query.conversation.FollowUps;
import io.pinakes.query.conversation.Turn;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.GenerationException;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.NumberedPassage;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.PromptText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Answers questions from the bank: finds passages, numbers as many as fit into the prompt, lets a
 * generator answer, and keeps of its citations those that can be checked. Where nothing that was
 * said can be checked, there is no answer, and it says so. Safe for use by several threads.
 */
public final class Answerer {
  /** What an answer says that is none. */
  public static final String NOT_ENOUGH =
      "There is not enough evidence in these documents to answer the question.";

  private final Searcher searcher;
  private final Generator generator;
  private final TokenCounter tokens;
  private final SupportCheck support;
  private final RandomGenerator random;
  private final FollowUps followUps;

  /**
   * An answerer.
   *
   * @param tokens counts the prompt
   * @param support checks a statement against the passage that it cites
   * @param random draws the marker that frames passages; must not be guessable
   */
  public Answerer(
      Searcher searcher,
      Generator generator,
      TokenCounter tokens,
      SupportCheck support,
      RandomGenerator random) {
    this.searcher = searcher;
    this.generator = generator;
    this.tokens = tokens;
    this.support = support;
    this.random = random;
    this.followUps = new FollowUps(generator);
  }

  /** What answers, and where questions go for it. */
  public GeneratorInfo generator() {
    return generator.info();
  }

  /**
   * Makes a question that follows others one that stands by itself, as it has to be asked. A
   * language model may be asked for it.
   *
   * @param before what was said, oldest first
   */
  public String standalone(List<Turn> before, String question) throws InterruptedException {
    return followUps.standalone(before, question, PromptText.newMarker(random));
  }

  /**
   * Asks.
   *
   * @throws GenerationException if the generator failed
   * @throws IOException if the passages could not be found
   */
  public Answer ask(AskRequest request, AnswerListener listener)
      throws IOException, InterruptedException {
    SearchResult found =
        searcher.search(
            new SearchRequest(
                request.question(),
                request.datasets(),
                request.contexts(),
                request.mode(),
                request.filter()));
    List<NumberedPassage> passages =
        new PassageBudget(tokens, request.promptTokens()).fit(found.hits());
    List<Hit> shown = found.hits().subList(0, passages.size());
    listener.contexts(contexts(shown, Set.of()));
    if (passages.isEmpty()) {
      return none(request, found, shown, List.of());
    }
    Prompt prompt =
        new Prompt(
            request.question(), passages, PromptText.newMarker(random), request.answerTokens());
    Draft draft = new Draft(passages, listener);
    Generation generation = generator.generate(prompt, draft);
    listener.generated(generation);
    if (generation.end() == Generation.End.DECLINED) {
      return none(request, found, shown, List.of());
    }
    CitedText checked = support.check(draft);
    if (checked.evidence().isEmpty()) {
      return none(request, found, shown, checked.rejected());
    }
    Set<Integer> cited = new TreeSet<>();
    checked.evidence().forEach(e -> cited.add(e.passage()));
    listener.cited(checked.cited().stream().map(CitedText.Cited::heard).toList());
    List<Context> contexts = contexts(shown, cited);
    return new Answer(
        request.question(),
        checked.text(),
        true,
        citations(checked, contexts),
        contexts,
        checked.rejected(),
        generation.end() == Generation.End.LENGTH,
        generator.info(),
        found);
  }

  private Answer none(
      AskRequest request, SearchResult found, List<Hit> shown, List<String> rejected) {
    return new Answer(
        request.question(),
        NOT_ENOUGH,
        false,
        List.of(),
        contexts(shown, Set.of()),
        rejected,
        false,
        generator.info(),
        found);
  }

  private static List<Context> contexts(List<Hit> hits, Set<Integer> cited) {
    List<Context> contexts = new ArrayList<>();
    for (Hit hit : hits) {
      int n = contexts.size() + 1;
      contexts.add(new Context(n, hit, cited.contains(n)));
    }
    return contexts;
  }

  private static List<Citation> citations(CitedText checked, List<Context> contexts) {
    List<Citation> citations = new ArrayList<>();
    for (CitedText.Cited cited : checked.cited()) {
      CitedText.Evidence evidence = cited.evidence();
      Context context = contexts.get(evidence.passage() - 1);
      String text = context.hit().text();
      int from = text.offsetByCodePoints(0, evidence.start());
      int to = text.offsetByCodePoints(from, evidence.end() - evidence.start());
      Place place = context.hit().place();
      int start = place.start() + evidence.start();
      citations.add(
          new Citation(
              evidence.passage(),
              context,
              start,
              place.start() + evidence.end(),
              place.pages().at(start),
              text.substring(from, to),
              cited.mark()));
    }
    return citations;
  }
}
