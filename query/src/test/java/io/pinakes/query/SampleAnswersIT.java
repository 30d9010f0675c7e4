package io.pinakes.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.BankOptions;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestRequest;
import io.pinakes.datasets.parts.StandardParts;
import io.pinakes.datasets.progress.ProgressListener;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.answer.SupportCheck;
import io.pinakes.query.bank.BankDatasets;
import io.pinakes.query.generate.extractive.ExtractiveGenerator;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample corpus, ingested and asked as a user's first minutes are. */
class SampleAnswersIT {
  private static final Path SAMPLE = Path.of("..", "datasets", "sample");

  @TempDir static Path folder;

  private static Bank bank;
  private static BankDatasets datasets;
  private static Answerer answerer;

  @BeforeAll
  static void ingest() throws Exception {
    bank =
        Bank.open(folder.resolve("home"), BankOptions.writing(new StandardParts(), "sample test"));
    bank.ingest(
        IngestRequest.of("sample", SAMPLE.toRealPath()), ProgressListener.NONE, new Cancellation());
    datasets = new BankDatasets(bank);
    Embedder embedder = datasets.embedder(bank.models().info(Models.DEFAULT).spec());
    OpenNlpSentences sentences = new OpenNlpSentences();
    answerer =
        new Answerer(
            new Searcher(datasets, datasets),
            new ExtractiveGenerator(embedder, sentences),
            embedder.tokens(),
            new SupportCheck(sentences),
            new SplittableRandom(1));
  }

  @AfterAll
  static void close() throws Exception {
    datasets.close();
    bank.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          How many scrolls did the catalogue of Callimachus fill? ; It ran to 120 scrolls
          How was papyrus made?                                   ; cut into thin strips
          When was the Serapeum pulled down?                      ; pulled down in 391
          How far could the light of the Pharos be seen?          ; three hundred stadia
          What does Pinakes mean?                                 ; "tablets" or "lists"
          Why must a library that stores papyrus copy its holdings? ; or lose them
          What is HNSW?                                           ; a graph in layers
          Who founded the Library of Pergamon?                    ; Eumenes II
          What is reciprocal rank fusion?                         ; adds one over sixty
          Who kept the official copies of the tragedians?         ; Ptolemy III kept them
          """)
  void aQuestionThatTheSampleAnswersIsAnsweredByTheFirstSentenceThatIsQuoted(
      String question, String words) throws Exception {
    Answer answer = answerer.ask(AskRequest.of(question), AnswerListener.NONE);
    assertThat(answer.enough()).as(question).isTrue();
    // A row of a table comes behind its header; everything else is quoted at once.
    Citation first = answer.citations().get(0);
    Citation quoted = first.quote().startsWith("library | ") ? answer.citations().get(1) : first;
    assertThat(quoted.quote()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What is the capital of Australia?",
        "Who invented the telephone?",
        "How do I bake sourdough bread?",
        "When did the Berlin Wall fall?",
        "Who was the wife of Callimachus?",
        "What did the lighthouse of Rhodes cost?",
        "How much does a litre of milk cost?",
        "Which football club won the league in 1998?",
        "What is the boiling point of mercury?",
        "How many moons does Jupiter have?"
      })
  void aQuestionThatTheSampleDoesNotAnswerIsDeclined(String question) throws Exception {
    Answer answer = answerer.ask(AskRequest.of(question), AnswerListener.NONE);
    assertThat(answer.enough()).as(answer.answer()).isFalse();
    assertThat(answer.citations()).isEmpty();
  }

  @Test
  void aTablesHeaderIsNeverQuotedWithoutARowOfIt() throws Exception {
    Answer answer =
        answerer.ask(AskRequest.of("What weakness does papyrus have?"), AnswerListener.NONE);
    assertThat(answer.citations().get(0).quote()).startsWith("material | comes from");
    assertThat(answer.citations().get(1).quote())
        .isEqualTo("papyrus | reed of the Nile | one, as a rule | damp and insects");
  }
}
