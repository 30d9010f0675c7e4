package io.pinakes.benchmarks.answers;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.chunking.MarkedQuestions;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import io.pinakes.benchmarks.retrieval.PassageCollection;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.Models;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.generate.extractive.Candidate;
import io.pinakes.query.generate.extractive.SentenceRanking;
import io.pinakes.vectorstore.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench sentences}: the grid from which the order of quoted sentences was chosen. */
@Command(
    name = "sentences",
    mixinStandardHelpOptions = true,
    description = "Measure ways to choose a sentence, on questions with marked answers.")
public final class SentencesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "questions.csv and corpora/*.md")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path folder;

  @Option(
      names = "--model",
      defaultValue = Models.DEFAULT,
      description = "(default: ${DEFAULT-VALUE})")
  private String model = Models.DEFAULT;

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public SentencesCommand() {}

  /** The sentences shown for one question, and whether each lies in a marked excerpt. */
  private record Labelled(List<Candidate> candidates, List<Boolean> marked) {}

  /** A ranking and how often its first sentence is marked. */
  private record Measured(SentenceRanking ranking, double share) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    MarkedQuestions marked = MarkedQuestions.read(folder);
    List<Labelled> questions = new ArrayList<>();
    OpenNlpSentences sentences = new OpenNlpSentences();
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench");
        Embedder embedder = options.open(model);
        PassageCollection collection =
            PassageCollection.build(
                corpora(marked),
                new Chunker(
                    ChunkerOptions.DEFAULT.within(embedder.tokens().limit()),
                    embedder.tokens(),
                    sentences),
                embedder,
                IndexOptions.of(embedder.spec().id(), embedder.spec().dimension()),
                temporary.path())) {
      AnswersBench bench = new AnswersBench(collection, embedder, sentences, options.seed());
      for (MarkedQuestions.Question question : marked.questions()) {
        questions.add(
            labelled(bench.shown(question.text()), question, collection, blanks(marked, question)));
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (SentenceRanking ranking : grid()) {
      measured.add(new Measured(ranking, share(questions, ranking)));
    }
    measured.sort(Comparator.comparingDouble(Measured::share).reversed());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        row(
            "default",
            new Measured(SentenceRanking.DEFAULT, share(questions, SentenceRanking.DEFAULT))));
    for (int i = 0; i < Math.min(20, measured.size()); i++) {
      rows.add(row(Integer.toString(i + 1), measured.get(i)));
    }
    Report report =
        new Report("sentences", "Choosing a sentence", options.environment())
            .field("model", model)
            .field("questions", questions.size())
            .field("rankings", rows)
            .table(
                questions.size() + " questions with marked answers",
                List.of("place", "first sentence is marked", "weights"),
                rows);
    options.publish(report, spec.commandLine().getOut());
    return 0;
  }

  private static List<BeirFolder.Document> corpora(MarkedQuestions marked) throws IOException {
    List<BeirFolder.Document> documents = new ArrayList<>();
    for (var corpus : marked.corpora().entrySet()) {
      if (!Normalizer.isNormalized(corpus.getValue(), Normalizer.Form.NFC)) {
        throw new IOException(
            "corpus [" + corpus.getKey() + "] is not NFC: marked places would move");
      }
      documents.add(new BeirFolder.Document(corpus.getKey(), "", corpus.getValue()));
    }
    return documents;
  }

  /** How many blanks the collection takes off the beginning of a question's corpus. */
  private static int blanks(MarkedQuestions marked, MarkedQuestions.Question question) {
    String text = marked.corpora().getOrDefault(question.corpus(), "");
    return text.codePointCount(0, text.length() - text.stripLeading().length());
  }

  private static Labelled labelled(
      AnswersBench.Shown shown,
      MarkedQuestions.Question question,
      PassageCollection collection,
      int blanks) {
    List<Boolean> labels = new ArrayList<>();
    for (Candidate candidate : shown.candidates()) {
      var place = shown.hits().get(candidate.passage() - 1).place();
      int start = blanks + place.start() + candidate.start();
      int end = blanks + place.start() + candidate.end();
      boolean inside =
          collection.id(place.document()).equals(question.corpus())
              && question.excerpts().stream()
                  .anyMatch(
                      e ->
                          2 * (Math.min(e.end(), end) - Math.max(e.start(), start)) >= end - start);
      labels.add(inside);
    }
    return new Labelled(shown.candidates(), labels);
  }

  private static double share(List<Labelled> questions, SentenceRanking ranking) {
    int right = 0;
    for (Labelled question : questions) {
      int best = -1;
      for (int i = 0; i < question.candidates().size(); i++) {
        if (best < 0
            || ranking.score(question.candidates().get(i))
                > ranking.score(question.candidates().get(best))) {
          best = i;
        }
      }
      right += best >= 0 && question.marked().get(best) ? 1 : 0;
    }
    return questions.isEmpty() ? 0 : (double) right / questions.size();
  }

  private static List<SentenceRanking> grid() {
    List<SentenceRanking> grid = new ArrayList<>();
    for (double shared : new double[] {0, 0.4, 0.8, 1.2, 1.6, 2.4}) {
      for (double around : new double[] {0, 0.2, 0.4, 0.8}) {
        for (double kind : new double[] {0, 0.1, 0.2}) {
          for (double passage : new double[] {0, 0.1, 0.2, 0.4}) {
            grid.add(new SentenceRanking(1, shared, around, kind, passage));
          }
        }
      }
    }
    return grid;
  }

  private static List<String> row(String place, Measured one) {
    return List.of(
        place, String.format(Locale.ROOT, "%.4f", one.share()), one.ranking().toString());
  }
}
