package io.pinakes.benchmarks.chunking;

import io.pinakes.benchmarks.chunking.MarkedQuestions.Excerpt;
import io.pinakes.benchmarks.chunking.MarkedQuestions.Question;
import io.pinakes.benchmarks.metrics.Evaluation;
import io.pinakes.benchmarks.metrics.Measure;
import io.pinakes.benchmarks.metrics.Run;
import io.pinakes.benchmarks.retrieval.BeirFolder;
import io.pinakes.ingest.chunk.Chunker;
import io.pinakes.ingest.chunk.ChunkerOptions;
import io.pinakes.ingest.chunk.Passage;
import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TokenCounter;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.Paragraphs;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.ingest.sentence.opennlp.OpenNlpSentences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures chunk sizes with one model, by exact search over vectors. */
final class ChunkingBenchmark implements AutoCloseable {
  /** Passages that are looked at, as in the published evaluation that the questions come from. */
  static final int TOP = 5;

  /** What a prompt has room for, so that small passages are compared with large ones fairly. */
  static final int PROMPT_TOKENS = 1024;

  private final SentenceSplitter sentences = new OpenNlpSentences();
  private final TokenCounter counter;
  private final Vectors vectors;

  /** Takes over the embedder, and closes it. */
  ChunkingBenchmark(Embedder embedder) {
    this.counter = embedder.tokens();
    this.vectors = new Vectors(embedder);
  }

  /**
   * The result of one setting.
   *
   * @param chunks passages in all corpora
   * @param meanTokens tokens a passage
   * @param top means over all questions, of the first {@value #TOP} passages
   * @param promptRecall mean recall of the first passages that fit into {@value #PROMPT_TOKENS}
   *     tokens
   */
  record Scores(
      ChunkerOptions options, int chunks, double meanTokens, Overlap top, double promptRecall) {}

  private record Placed(String corpus, Passage passage) {}

  /** Questions with marked excerpts, against the passages of all corpora together. */
  Scores questions(MarkedQuestions marked, ChunkerOptions options) throws InterruptedException {
    Chunker chunker = new Chunker(options, counter, sentences);
    List<Placed> placed = new ArrayList<>();
    marked
        .corpora()
        .forEach(
            (name, text) ->
                chunker
                    .chunk(document(text, Optional.empty()))
                    .forEach(passage -> placed.add(new Placed(name, passage))));
    List<float[]> passages =
        vectors.passages(placed.stream().map(each -> each.passage().text()).toList());
    List<float[]> questions =
        vectors.questions(marked.questions().stream().map(Question::text).toList());
    double recall = 0;
    double precision = 0;
    double iou = 0;
    double promptRecall = 0;
    for (int i = 0; i < questions.size(); i++) {
      Question question = marked.questions().get(i);
      int[] nearest = Vectors.nearest(questions.get(i), passages, 200);
      Overlap top = overlap(question, placed, nearest, TOP);
      recall += top.recall();
      precision += top.precision();
      iou += top.iou();
      int fitting = 0;
      for (int tokens = 0; fitting < nearest.length; fitting++) {
        tokens += placed.get(nearest[fitting]).passage().tokens();
        if (tokens > PROMPT_TOKENS) {
          break;
        }
      }
      promptRecall += overlap(question, placed, nearest, fitting).recall();
    }
    int count = questions.size();
    double tokens = placed.stream().mapToInt(each -> each.passage().tokens()).average().orElse(0);
    return new Scores(
        options,
        placed.size(),
        tokens,
        new Overlap(recall / count, precision / count, iou / count),
        promptRecall / count);
  }

  private static Overlap overlap(Question question, List<Placed> placed, int[] nearest, int count) {
    List<Excerpt> retrieved = new ArrayList<>();
    // What comes from another text is retrieved in vain: it counts, at a place that nothing marks.
    int vain = 1 << 28;
    for (int i = 0; i < Math.min(count, nearest.length); i++) {
      Placed hit = placed.get(nearest[i]);
      int length = hit.passage().end() - hit.passage().start();
      if (hit.corpus().equals(question.corpus())) {
        retrieved.add(new Excerpt(hit.passage().start(), hit.passage().end()));
      } else {
        retrieved.add(new Excerpt(vain, vain + length));
      }
    }
    return Overlap.of(question.excerpts(), retrieved);
  }

  /** A collection with judged documents: the best passage of a document is its score. */
  Map<Measure, Double> collection(BeirFolder folder, String split, ChunkerOptions options)
      throws IOException, InterruptedException {
    Chunker chunker = new Chunker(options, counter, sentences);
    List<String> owners = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (BeirFolder.Document document : folder.corpus()) {
      for (Passage passage :
          chunker.chunk(document(document.text(), Optional.of(document.title())))) {
        owners.add(document.id());
        texts.add(passage.text());
      }
    }
    List<float[]> passages = vectors.passages(texts);
    Map<String, String> queries = folder.queries();
    List<String> judged =
        queries.keySet().stream().filter(folder.qrels(split).queries()::contains).toList();
    List<float[]> questions =
        vectors.questions(judged.stream().map(id -> queries.getOrDefault(id, "")).toList());
    Run run = new Run();
    for (int i = 0; i < judged.size(); i++) {
      run.add(judged.get(i), best(questions.get(i), passages, owners));
    }
    Evaluation evaluation = Evaluation.of(run, folder.qrels(split));
    Map<Measure, Double> means = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      means.put(measure, evaluation.mean(measure));
    }
    return means;
  }

  private static List<Run.Entry> best(
      float[] question, List<float[]> passages, List<String> owners) {
    Map<String, Float> best = new LinkedHashMap<>();
    int[] nearest = Vectors.nearest(question, passages, 1000);
    for (int rank = 0; rank < nearest.length && best.size() < 100; rank++) {
      best.putIfAbsent(owners.get(nearest[rank]), 1f - rank * 1e-3f);
    }
    List<Run.Entry> entries = new ArrayList<>();
    best.forEach((document, score) -> entries.add(new Run.Entry(document, score)));
    return entries;
  }

  /** Running text as extraction gives it: paragraphs between blank lines. */
  static ExtractedDocument document(String text, Optional<String> title) {
    List<Span> spans = new ArrayList<>();
    int units = 0;
    int points = 0;
    for (SentenceSplitter.Range range : Paragraphs.of(text)) {
      int start = points + text.codePointCount(units, range.start());
      int end = start + text.codePointCount(range.start(), range.end());
      spans.add(Span.paragraph(start, end, 0));
      units = range.end();
      points = end;
    }
    return new ExtractedDocument(
        text, title, "text/plain", Optional.of("en"), Optional.empty(), spans);
  }

  @Override
  public void close() {
    vectors.close();
  }
}
