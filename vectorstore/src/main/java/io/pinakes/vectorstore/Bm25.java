package io.pinakes.vectorstore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One question's BM25 over one family of chunks; see {@link TextScoring}. All chunks are counted
 * first, then scored.
 */
final class Bm25 {
  private final TextScoring scoring;
  private final Map<String, Integer> question = new LinkedHashMap<>();
  private final Field whole = new Field();
  private final Field context = new Field();

  /** What is known of one field over all chunks. */
  private static final class Field {
    final Map<String, Integer> frequencies = new TreeMap<>();
    long chunks;
    long length;
  }

  Bm25(TextScoring scoring, List<String> terms) {
    this.scoring = scoring;
    for (String term : terms) {
      if (question.size() < IndexLimits.MAX_QUERY_TERMS || question.containsKey(term)) {
        question.merge(term, 1, Integer::sum);
      }
    }
  }

  void count(CountedChunk chunk) {
    count(whole, chunk.terms(), chunk.length());
    count(context, chunk.contextTerms(), chunk.contextLength());
  }

  private void count(Field field, Map<String, Integer> terms, int length) {
    if (length > 0) {
      field.chunks++;
      field.length += length;
      for (String term : question.keySet()) {
        if (terms.containsKey(term)) {
          field.frequencies.merge(term, 1, Integer::sum);
        }
      }
    }
  }

  double score(CountedChunk chunk) {
    double score = score(whole, chunk.terms(), chunk.length());
    if (scoring.contextBoost() > 0) {
      score += scoring.contextBoost() * score(context, chunk.contextTerms(), chunk.contextLength());
    }
    return score;
  }

  private double score(Field field, Map<String, Integer> terms, int length) {
    double score = 0;
    for (Map.Entry<String, Integer> asked : question.entrySet()) {
      int times = terms.getOrDefault(asked.getKey(), 0);
      if (times > 0) {
        int in = field.frequencies.getOrDefault(asked.getKey(), 0);
        double idf = Math.log(1 + (field.chunks - in + 0.5) / (in + 0.5));
        double relative = length * (double) field.chunks / field.length;
        double norm = scoring.k1() * (1 - scoring.b() + scoring.b() * relative);
        score += asked.getValue() * idf * times / (times + norm);
      }
    }
    return score;
  }
}
