package io.pinakes.vectorstore;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chunk with its terms counted.
 *
 * @param chunk its vector has length one
 * @param family the analysis that gave the terms
 * @param terms how often each stands in the text
 * @param length terms of the text with repetitions
 * @param contextTerms how often each stands in the first line
 * @param contextLength terms of the first line with repetitions
 */
record CountedChunk(
    IndexedChunk chunk,
    String family,
    Map<String, Integer> terms,
    int length,
    Map<String, Integer> contextTerms,
    int contextLength) {

  static CountedChunk of(
      IndexedChunk chunk, float[] unit, TextAnalysis analysis, String defaultLanguage) {
    String family = analysis.family(chunk.language().orElse(defaultLanguage));
    List<String> all = analysis.terms(family, chunk.text());
    int line = Math.max(0, chunk.text().indexOf('\n'));
    List<String> context = analysis.terms(family, chunk.text().substring(0, line));
    return new CountedChunk(
        new IndexedChunk(chunk.chunk(), chunk.text(), chunk.language(), unit, chunk.documents()),
        family,
        counted(all),
        all.size(),
        counted(context),
        context.size());
  }

  /** Returns the same chunk in other documents. */
  CountedChunk in(List<String> documents) {
    return new CountedChunk(
        new IndexedChunk(chunk.chunk(), chunk.text(), chunk.language(), chunk.vector(), documents),
        family,
        terms,
        length,
        contextTerms,
        contextLength);
  }

  static Map<String, Integer> counted(List<String> terms) {
    Map<String, Integer> counted = new TreeMap<>();
    terms.forEach(term -> counted.merge(term, 1, Integer::sum));
    return counted;
  }
}
