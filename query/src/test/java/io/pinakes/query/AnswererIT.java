package io.pinakes.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.answer.SupportCheck;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.Generation;
import io.pinakes.query.generate.Generator;
import io.pinakes.query.generate.GeneratorInfo;
import io.pinakes.query.generate.Prompt;
import io.pinakes.query.generate.extractive.Evidence;
import io.pinakes.query.generate.extractive.ExtractiveGenerator;
import io.pinakes.query.generate.extractive.SentenceRanking;
import io.pinakes.vectorstore.Filter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswererIT {
  private static final OpenNlpSentences SENTENCES = new OpenNlpSentences();

  @TempDir Path folder;

  private final WordVectors model = new WordVectors("words");
  private final List<Prompt> prompts = new ArrayList<>();
  private ShelfDataset shelf;

  @BeforeEach
  void open() throws IOException {
    shelf = new ShelfDataset("papers", model, folder);
    shelf.put("home/a.txt", "\uD83D\uDEE2 Unrelated opening words stand here.");
    shelf.put(
        "home/a.txt", "Suction 🛢 helps. Suction delays transition on a swept wing by 40 percent.");
    shelf.put("home/b.txt", "Bread is baked from flour and water.");
    shelf.commit();
  }

  @AfterEach
  void close() throws IOException {
    shelf.dispose();
  }

  @Test
  void aCitationIsTheDocumentsTextAtItsRange() throws Exception {
    Answer answer = ask(saying("Suction delays transition by 40 percent [1]."));
    assertThat(answer.enough()).isTrue();
    Citation citation = answer.citations().get(0);
    assertThat(citation.quote())
        .isEqualTo("Suction delays transition on a swept wing by 40 percent.");
    Hit hit = citation.context().hit();
    // Counted in code points, from the beginning of the document.
    int from = citation.start() - hit.place().start();
    int utf16 = hit.text().offsetByCodePoints(0, from);
    assertThat(hit.text().substring(utf16)).isEqualTo(citation.quote());
    assertThat(citation.end() - citation.start())
        .isEqualTo(citation.quote().codePointCount(0, citation.quote().length()));
  }

  @Test
  void aCitationIsOnThePageOfItsWordsAndNotOnThatWhereItsPassageBegins() throws Exception {
    // The passage begins at 38 with "Suction 🛢 helps.", the words cited at 55.
    shelf.paginate("home/a.txt", new Pages(7, List.of(new Pages.Start(55, 8))));
    Citation citation =
        ask(saying("Suction delays transition by 40 percent [1].")).citations().getFirst();
    assertThat(citation.start()).isEqualTo(55);
    assertThat(citation.context().hit().place().page()).isEqualTo(7);
    assertThat(citation.page()).isEqualTo(8);
    assertThat(citation.place().page()).isEqualTo(8);

    Citation before = ask(saying("Suction helps [1].")).citations().getFirst();
    assertThat(before.page()).isEqualTo(7);
  }

  @Test
  void passagesThatTheAnswerDoesNotRestOnAreListedApart() throws Exception {
    Answer answer = ask(saying("Suction delays transition [1]."));
    assertThat(answer.contexts()).hasSizeGreaterThan(1);
    assertThat(answer.contexts().get(0).cited()).isTrue();
    assertThat(answer.unused()).hasSize(answer.contexts().size() - 1);
  }

  @Test
  void whatCannotBeCheckedIsNoAnswer() throws Exception {
    Answer answer = ask(saying("The moon is made of cheese [1]. It is round."));
    assertThat(answer.enough()).isFalse();
    assertThat(answer.citations()).isEmpty();
    assertThat(answer.answer()).isEqualTo(Answerer.NOT_ENOUGH);
    assertThat(answer.rejected()).hasSize(1);
    assertThat(answer.contexts()).isNotEmpty();
  }

  @Test
  void aGeneratorThatDeclinesIsBelieved() throws Exception {
    Answer answer = ask(generator((prompt, sink) -> new Generation(Generation.End.DECLINED, 0, 0)));
    assertThat(answer.enough()).isFalse();
    assertThat(answer.contexts()).allMatch(c -> !c.cited());
  }

  @Test
  void withoutAnyPassageNoGeneratorIsAsked() throws Exception {
    AskRequest request =
        new AskRequest(
            "suction", List.of(), Mode.HYBRID, Filter.parse("path=nowhere/**"), 8, 1000, 100);
    Answer answer = answerer(saying("Yes [1].")).ask(request, AnswerListener.NONE);
    assertThat(answer.enough()).isFalse();
    assertThat(prompts).isEmpty();
  }

  @Test
  void aPromptHoldsNoMorePassagesThanItsBudget() throws Exception {
    AskRequest request = new AskRequest("suction", List.of(), Mode.HYBRID, Filter.NONE, 8, 70, 100);
    Answer answer =
        answerer(saying("Suction delays transition [1].")).ask(request, AnswerListener.NONE);
    assertThat(prompts.get(0).passages()).hasSize(1);
    assertThat(answer.contexts()).hasSize(1);
  }

  @Test
  void aListenerHearsPassagesFirstAndWordsAsTheyCome() throws Exception {
    List<String> heard = new ArrayList<>();
    answerer(
            generator(
                (prompt, sink) -> {
                  sink.text("Suction ");
                  sink.text("delays transition [1].");
                  return new Generation(Generation.End.LENGTH, 0, 0);
                }))
        .ask(
            AskRequest.of("suction"),
            new AnswerListener() {
              @Override
              public void contexts(List<Context> contexts) {
                heard.add("contexts");
              }

              @Override
              public void text(String piece) {
                heard.add(piece);
              }
            });
    assertThat(heard).containsExactly("contexts", "Suction ", "delays transition [1].");
  }

  @Test
  void theMarkerIsNewForEveryQuestion() throws Exception {
    Answerer answerer = answerer(saying("Suction delays transition [1]."));
    answerer.ask(AskRequest.of("suction"), AnswerListener.NONE);
    answerer.ask(AskRequest.of("suction"), AnswerListener.NONE);
    assertThat(prompts.get(0).marker()).isNotEqualTo(prompts.get(1).marker());
  }

  @Test
  void quotationAloneAnswersWithTheSentenceItself() throws Exception {
    Evidence lenient = Evidence.DEFAULT.withThreshold(0);
    Answer answer =
        ask(new ExtractiveGenerator(model, SENTENCES, SentenceRanking.DEFAULT, lenient));
    assertThat(answer.enough()).isTrue();
    assertThat(answer.citations().get(0).quote())
        .isEqualTo("Suction delays transition on a swept wing by 40 percent.");
    assertThat(answer.answer())
        .startsWith("Suction delays transition on a swept wing by 40 percent. [1]");
    assertThat(answer.generator().endpoint()).isEmpty();
  }

  @Test
  void quotationAloneDeclinesBelowItsThreshold() throws Exception {
    Evidence strict = Evidence.DEFAULT.withThreshold(1);
    Answer answer = ask(new ExtractiveGenerator(model, SENTENCES, SentenceRanking.DEFAULT, strict));
    assertThat(answer.enough()).isFalse();
    assertThat(answer.citations()).isEmpty();
  }

  private Answer ask(Generator generator) throws IOException, InterruptedException {
    return answerer(generator)
        .ask(AskRequest.of("what delays transition on a swept wing?"), AnswerListener.NONE);
  }

  private Answerer answerer(Generator generator) {
    return new Answerer(
        new Searcher(shelf.source(), spec -> model),
        generator,
        model.tokens(),
        new SupportCheck(SENTENCES),
        new SplittableRandom(1));
  }

  private interface Script {
    Generation play(Prompt prompt, AnswerSink sink);
  }

  private Generator saying(String words) {
    return generator(
        (prompt, sink) -> {
          sink.text(words);
          return new Generation(Generation.End.COMPLETE, 0, 0);
        });
  }

  private Generator generator(Script script) {
    return new Generator() {
      @Override
      public GeneratorInfo info() {
        return new GeneratorInfo("test", "test", Optional.empty());
      }

      @Override
      public Generation generate(Prompt prompt, AnswerSink sink) {
        prompts.add(prompt);
        return script.play(prompt, sink);
      }

      @Override
      public void close() {}
    };
  }
}
