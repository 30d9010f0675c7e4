package io.pinakes.benchmarks.answers;

import io.pinakes.benchmarks.BenchOptions;
import io.pinakes.benchmarks.ModelOption;
import io.pinakes.benchmarks.report.Report;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import io.pinakes.benchmarks.retrieval.BeirLimits;
import io.pinakes.benchmarks.retrieval.CachedEmbedder;
import io.pinakes.benchmarks.retrieval.PassageCollection;
import io.pinakes.benchmarks.retrieval.TemporaryFolder;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import io.pinakes.query.generate.extractive.Evidence;
import io.pinakes.query.generate.extractive.SentenceRanking;
import io.pinakes.vectorstore.IndexOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench answers}: how often the first quoted sentence holds a right answer, beside how often
 * retrieval found the paragraph; and, with unanswerable questions, what is answered and refused.
 */
@Command(
    name = "answers",
    mixinStandardHelpOptions = true,
    description = {
      "Measure answers by quotation on SQuAD's questions, asked of all paragraphs.",
      "",
      "  pinakes bench answers dev-v1.1.json",
      "  pinakes bench answers dev-v1.1.json --unanswerable dev-v2.0.json \\",
      "      --off-topic cranfield",
      ""
    })
public final class AnswersCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A file in SQuAD's layout, such as dev-v1.1.json.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private Path file;

  @Option(
      names = "--unanswerable",
      paramLabel = "FILE",
      description =
          "A file of SQuAD 2.0 with unanswerable questions: half of its articles fit the"
              + " threshold, the others are reported.")
  private @Nullable Path unanswerable;

  @Option(
      names = "--off-topic",
      paramLabel = "FOLDER",
      description = "A BEIR folder whose questions have nothing to do with the paragraphs.")
  private @Nullable Path offTopic;

  @Option(names = "--limit", paramLabel = "N", description = "Ask only the first N questions.")
  private int limit = Integer.MAX_VALUE;

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final BenchOptions options = new BenchOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before call()
  private CommandSpec spec;

  /** Made by picocli's caller. */
  public AnswersCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Report report =
        new Report("answers", "Answers by quotation", options.environment())
            .field("model", model.name());
    try (TemporaryFolder memory = TemporaryFolder.create("pinakes-bench");
        Embedder opened = options.open(model.name())) {
      // A sentence is met once for every question about its paragraph.
      Embedder embedder = CachedEmbedder.of(opened, Optional.of(memory.path()));
      answered(report, embedder);
      if (offTopic != null) {
        offTopic(report, offTopic, embedder);
      }
      if (unanswerable != null) {
        new RefusalTable(ask(unanswerable, embedder), options.seed()).addTo(report);
      }
    }
    options.publish(report, spec.commandLine().getOut());
    return 0;
  }

  private List<AnswersBench.Asked> ask(Path from, Embedder embedder)
      throws IOException, InterruptedException {
    SquadFile squad = SquadFile.read(from);
    return ask(squad, squad.questions(), embedder);
  }

  private List<AnswersBench.Asked> ask(
      SquadFile squad, List<SquadFile.Question> all, Embedder embedder)
      throws IOException, InterruptedException {
    List<SquadFile.Question> questions = all.subList(0, Math.min(limit, all.size()));
    OpenNlpSentences sentences = new OpenNlpSentences();
    Chunker chunker =
        new Chunker(
            ChunkerOptions.DEFAULT.within(embedder.tokens().limit()), embedder.tokens(), sentences);
    IndexOptions index = IndexOptions.of(embedder.spec().id(), embedder.spec().dimension());
    try (TemporaryFolder temporary = TemporaryFolder.create("pinakes-bench");
        PassageCollection collection =
            PassageCollection.build(
                squad.paragraphs(), chunker, embedder, index, temporary.path())) {
      spec.commandLine().getErr().println("asking " + questions.size() + " questions");
      return new AnswersBench(collection, embedder, sentences, options.seed())
          .ask(questions, SentenceRanking.DEFAULT);
    }
  }

  private void answered(Report report, Embedder embedder) throws IOException, InterruptedException {
    List<AnswersBench.Asked> all =
        ask(file, embedder).stream().filter(a -> a.question().answerable()).toList();
    double first = share(all, all.stream().filter(a -> a.paragraphRank() == 1).count());
    double found = share(all, all.stream().filter(a -> a.paragraphRank() > 0).count());
    double holds = share(all, all.stream().filter(AnswersBench.Asked::holds).count());
    List<AnswersBench.Asked> given =
        all.stream()
            .filter(a -> a.best().filter(b -> Evidence.DEFAULT.enough(b.features())).isPresent())
            .toList();
    double right = share(given, given.stream().filter(AnswersBench.Asked::holds).count());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("questions", all.size());
    fields.put("paragraph_first", first);
    fields.put("paragraph_in_prompt", found);
    fields.put("first_sentence_holds_answer", holds);
    fields.put("answered", share(all, given.size()));
    fields.put("answered_and_first_sentence_holds_answer", right);
    report
        .field("answerable", fields)
        .table(
            "Answerable questions, asked of all paragraphs",
            List.of(
                "questions",
                "paragraph is first",
                "paragraph is in the prompt",
                "first sentence holds an answer",
                "not refused",
                "of those: holds an answer"),
            List.of(
                List.of(
                    Integer.toString(all.size()),
                    percent(first),
                    percent(found),
                    percent(holds),
                    percent(share(all, given.size())),
                    percent(right))));
  }

  /** Asks what the paragraphs say nothing about; every answer is one too many. */
  private void offTopic(Report report, Path folder, Embedder embedder)
      throws IOException, InterruptedException {
    List<SquadFile.Question> questions =
        BeirFolder.open(folder, BeirLimits.DEFAULT).queries().values().stream()
            .map(text -> new SquadFile.Question("", "", text, List.of()))
            .toList();
    List<AnswersBench.Asked> asked = ask(SquadFile.read(file), questions, embedder);
    long answered =
        asked.stream()
            .filter(a -> a.best().filter(b -> Evidence.DEFAULT.enough(b.features())).isPresent())
            .count();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("questions", asked.size());
    fields.put("answered", answered);
    report
        .field("off_topic", fields)
        .table(
            "Questions about something else",
            List.of("questions", "answered", "refused"),
            List.of(
                List.of(
                    Integer.toString(asked.size()),
                    Long.toString(answered),
                    percent(share(asked, asked.size() - answered)))));
  }

  private static double share(List<?> all, long part) {
    return all.isEmpty() ? 0 : (double) part / all.size();
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
