package io.pinakes.query.generate.extractive;

import io.pinakes.ingest.embed.Embedder;
import io.pinakes.ingest.embed.TooLongException;
import io.pinakes.ingest.sentence.SentenceSplitter;
import io.pinakes.query.answer.Words;
import io.pinakes.query.generate.NumberedPassage;
import io.pinakes.query.generate.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts passages into what can be quoted and measures each beside the question. Safe for many
 * threads.
 */
public final class Candidates {
  /** More sentences than this are not looked at: each costs a run of the model. */
  private static final int MAX_SENTENCES = 200;

  /** So many of the nearest sentences say whether the passages are about the question. */
  private static final int TOPIC = 3;

  private final Embedder embedder;
  private final Quotable quotable;

  /** Measures with this model and this splitter. */
  public Candidates(Embedder embedder, SentenceSplitter splitter) {
    this.embedder = embedder;
    this.quotable = new Quotable(splitter);
  }

  /**
   * A sentence of a passage.
   *
   * @param context title, headings and table header above it
   * @param words its own
   * @param around its own, its context's and those of the sentence before
   * @param cosine nearness to the question
   */
  private record Sentence(
      NumberedPassage passage,
      Quotable.Unit unit,
      String text,
      Set<String> words,
      Set<String> context,
      Set<String> around,
      double cosine) {
    Set<String> inContext() {
      Set<String> both = new LinkedHashSet<>(words);
      both.addAll(context);
      return both;
    }
  }

  /** All that can be quoted of a prompt, in its order; nothing for a question that is too long. */
  public List<Candidate> of(Prompt prompt) throws InterruptedException {
    Question question = Question.of(prompt.question());
    float[] meaning;
    try {
      meaning = embedder.embedQuery(prompt.question());
    } catch (TooLongException e) {
      return List.of();
    }
    List<Sentence> sentences = new ArrayList<>();
    for (NumberedPassage passage : prompt.passages()) {
      add(passage, meaning, sentences);
    }
    SharedWords shared =
        new SharedWords(question.words(), sentences.stream().map(Sentence::words).toList());
    double topic =
        sentences.stream()
            .mapToDouble(s -> -s.cosine())
            .sorted()
            .limit(TOPIC)
            .map(cosine -> -cosine)
            .average()
            .orElse(0);
    return sentences.stream().map(s -> candidate(question, s, shared, topic)).toList();
  }

  private void add(NumberedPassage passage, float[] meaning, List<Sentence> sentences)
      throws InterruptedException {
    String text = passage.text();
    Set<String> before = Set.of();
    for (Quotable.Unit unit : quotable.of(text, passage.context().contains(" | "))) {
      if (sentences.size() == MAX_SENTENCES) {
        return;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      String quoted = unit.range().of(text);
      String header = unit.header().map(range -> range.of(text)).orElse("");
      Set<String> words = Words.content(quoted);
      Set<String> context = Words.content(passage.context() + "\n" + header);
      Set<String> around = new LinkedHashSet<>(words);
      around.addAll(context);
      around.addAll(before);
      around.addAll(Words.numbers(quoted));
      // Cells mean little without the names of their columns.
      double cosine = cosine(meaning, header.isEmpty() ? quoted : header + "\n" + quoted);
      sentences.add(new Sentence(passage, unit, quoted, words, context, around, cosine));
      before = words;
    }
  }

  private static Candidate candidate(
      Question question, Sentence sentence, SharedWords shared, double topic) {
    String text = sentence.passage().text();
    Optional<Candidate.Quote> header = sentence.unit().header().map(range -> quote(text, range));
    return new Candidate(
        sentence.passage().number(),
        quote(text, sentence.unit().range()),
        header,
        sentence.text(),
        new Candidate.Features(
            sentence.cosine(),
            shared.share(sentence.inContext()),
            question.answerable(sentence.text(), sentence.unit().row()) ? 1 : 0,
            names(question, sentence.around()),
            topic,
            sentence.passage().score()));
  }

  private static Candidate.Quote quote(String text, Quotable.Range range) {
    return new Candidate.Quote(
        text.codePointCount(0, range.start()), text.codePointCount(0, range.end()));
  }

  private static double names(Question question, Set<String> words) {
    Set<String> wanted = new LinkedHashSet<>(question.names());
    wanted.addAll(question.numbers());
    long have = wanted.stream().filter(words::contains).count();
    return wanted.isEmpty() ? 1 : (double) have / wanted.size();
  }

  private double cosine(float[] question, String sentence) {
    float[] meaning;
    try {
      meaning = embedder.embedPassage(sentence);
    } catch (TooLongException e) {
      // A "sentence" of more than a page: its words must speak for it.
      return 0;
    }
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int i = 0; i < meaning.length; i++) {
      dot += question[i] * meaning[i];
      a += question[i] * question[i];
      b += meaning[i] * meaning[i];
    }
    return a == 0 || b == 0 ? 0 : Math.max(0, dot / Math.sqrt(a * b));
  }
}
