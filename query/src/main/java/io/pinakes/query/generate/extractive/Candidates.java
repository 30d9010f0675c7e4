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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Cuts passages into sentences and measures each beside the question. Safe for many threads. */
public final class Candidates {
  /** More sentences than this are not looked at: each costs a run of the model. */
  private static final int MAX_SENTENCES = 200;

  private final Embedder embedder;
  private final SentenceSplitter splitter;

  /** Measures with this model and this splitter. */
  public Candidates(Embedder embedder, SentenceSplitter splitter) {
    this.embedder = embedder;
    this.splitter = splitter;
  }

  /** A sentence of a passage, with its words. */
  private record Sentence(SentenceSplitter.Range range, String text, Set<String> words) {}

  /** All sentences of a prompt, in its order; none for a question that the model cannot take. */
  public List<Candidate> of(Prompt prompt) throws InterruptedException {
    Question question = Question.of(prompt.question());
    float[] meaning;
    try {
      meaning = embedder.embedQuery(prompt.question());
    } catch (TooLongException e) {
      return List.of();
    }
    List<List<Sentence>> passages = new ArrayList<>();
    for (NumberedPassage passage : prompt.passages()) {
      passages.add(sentences(passage.text()));
    }
    Map<String, Double> weights = weights(question.words(), passages);
    List<Candidate> candidates = new ArrayList<>();
    for (NumberedPassage passage : prompt.passages()) {
      List<Sentence> sentences = passages.get(passage.number() - 1);
      Set<String> all = new LinkedHashSet<>(Words.content(passage.title()));
      sentences.forEach(s -> all.addAll(s.words()));
      double inPassage = share(question.words(), all, weights);
      double names = names(question, passage, all);
      for (int i = 0; i < sentences.size() && candidates.size() < MAX_SENTENCES; i++) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Sentence sentence = sentences.get(i);
        Set<String> around = new LinkedHashSet<>(sentence.words());
        around.addAll(sentences.get(Math.max(0, i - 1)).words());
        around.addAll(sentences.get(Math.min(sentences.size() - 1, i + 1)).words());
        candidates.add(
            candidate(
                passage,
                sentence,
                new Candidate.Features(
                    cosine(meaning, sentence.text()),
                    share(question.words(), sentence.words(), weights),
                    share(question.words(), around, weights),
                    inPassage,
                    question.answerable(sentence.text()) ? 1 : 0,
                    names,
                    passage.score())));
      }
    }
    return candidates;
  }

  private static Candidate candidate(
      NumberedPassage passage, Sentence sentence, Candidate.Features features) {
    String text = passage.text();
    return new Candidate(
        passage.number(),
        text.codePointCount(0, sentence.range().start()),
        text.codePointCount(0, sentence.range().end()),
        sentence.text(),
        features);
  }

  private List<Sentence> sentences(String passage) {
    List<Sentence> sentences = new ArrayList<>();
    for (SentenceSplitter.Range range : splitter.split(passage, Optional.empty())) {
      String text = passage.substring(range.start(), range.end());
      sentences.add(new Sentence(range, text, Words.content(text)));
    }
    return sentences;
  }

  /** A word counts the more, the fewer of the sentences have it. */
  private static Map<String, Double> weights(Set<String> words, List<List<Sentence>> passages) {
    long all = passages.stream().mapToLong(List::size).sum();
    Map<String, Double> weights = new TreeMap<>();
    for (String word : words) {
      long having =
          passages.stream().flatMap(List::stream).filter(s -> s.words().contains(word)).count();
      weights.put(word, Math.log(1 + (all - having + 0.5) / (having + 0.5)));
    }
    return weights;
  }

  private static double share(Set<String> wanted, Set<String> have, Map<String, Double> weights) {
    double all = 0;
    double shared = 0;
    for (String word : wanted) {
      double weight = weights.getOrDefault(word, 0.0);
      all += weight;
      shared += have.contains(word) ? weight : 0;
    }
    return all == 0 ? 0 : shared / all;
  }

  private static double names(Question question, NumberedPassage passage, Set<String> words) {
    Set<String> wanted = new LinkedHashSet<>(question.names());
    wanted.addAll(question.numbers());
    Set<String> numbers = Words.numbers(passage.text());
    long have = wanted.stream().filter(w -> words.contains(w) || numbers.contains(w)).count();
    return wanted.isEmpty() ? 1 : (double) have / wanted.size();
  }

  private double cosine(float[] question, String sentence) {
    float[] meaning;
    try {
      meaning = embedder.embedPassage(sentence);
    } catch (TooLongException e) {
      // A "sentence" of more than a page, a table perhaps: its words must speak for it.
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
