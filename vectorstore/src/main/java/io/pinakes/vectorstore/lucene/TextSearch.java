package io.pinakes.vectorstore.lucene;

import io.pinakes.vectorstore.IndexLimits;
import io.pinakes.vectorstore.TextAnalysis;
import io.pinakes.vectorstore.TextScoring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.jspecify.annotations.Nullable;

/**
 * BM25 over one commit. Each family of languages is a collection of its own, asked with its own
 * analysis of the question; a chunk is in exactly one.
 *
 * <p>The question is never parsed: its terms are alternatives, each counted as often as it is said.
 */
final class TextSearch {
  /** Hits beyond those asked, so that most ties at the end are seen whole in one search. */
  private static final int TIE_MARGIN = 64;

  private final LiveSearcher searcher;
  private final TextAnalysis analysis;
  private final TextScoring scoring;
  private final List<String> families;

  TextSearch(
      DirectoryReader reader,
      LiveStatistics statistics,
      TextAnalysis analysis,
      TextScoring scoring) {
    this.searcher =
        new LiveSearcher(reader, statistics, new BM25Similarity(scoring.k1(), scoring.b()));
    this.analysis = analysis;
    this.scoring = scoring;
    TreeSet<String> found = new TreeSet<>();
    for (String field : FieldInfos.getIndexedFields(reader)) {
      if (field.startsWith(Fields.TERMS)) {
        found.add(field.substring(Fields.TERMS.length()));
      }
    }
    this.families = List.copyOf(found);
  }

  /**
   * Returns the best, and more if they are as good as the last.
   *
   * @param accepted null for all
   */
  List<ScoredDoc> search(String question, int k, @Nullable AcceptedDocs accepted)
      throws IOException {
    String asked =
        question.length() <= IndexLimits.MAX_QUERY_CHARS
            ? question
            : question.substring(0, IndexLimits.MAX_QUERY_CHARS);
    List<ScoredDoc> all = new ArrayList<>();
    for (String family : families) {
      Map<String, Integer> terms = countedTerms(analysis.terms(family, asked));
      if (!terms.isEmpty()) {
        all.addAll(search(query(family, terms, accepted), k));
      }
    }
    return ScoredDoc.best(all, k);
  }

  private static Map<String, Integer> countedTerms(List<String> terms) {
    Map<String, Integer> counted = new LinkedHashMap<>();
    for (String term : terms) {
      if (counted.size() < IndexLimits.MAX_QUERY_TERMS || counted.containsKey(term)) {
        counted.merge(term, 1, Integer::sum);
      }
    }
    return counted;
  }

  private Query query(String family, Map<String, Integer> terms, @Nullable AcceptedDocs accepted) {
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    terms.forEach(
        (term, times) -> {
          any.add(weighted(Fields.TERMS + family, term, times), BooleanClause.Occur.SHOULD);
          if (scoring.contextBoost() > 0) {
            any.add(
                weighted(Fields.CONTEXT + family, term, times * scoring.contextBoost()),
                BooleanClause.Occur.SHOULD);
          }
        });
    if (accepted != null) {
      any.add(accepted.asQuery(), BooleanClause.Occur.FILTER).setMinimumNumberShouldMatch(1);
    }
    return any.build();
  }

  private static Query weighted(String field, String term, float weight) {
    Query query = new TermQuery(new Term(field, term));
    return weight == 1 ? query : new BoostQuery(query, weight);
  }

  /** Lucene cuts ties by its own numbering: ask for more until the last tie is seen whole. */
  private List<ScoredDoc> search(Query query, int k) throws IOException {
    int ask = k + TIE_MARGIN;
    while (true) {
      TopDocs top = searcher.search(query, new TopScoreDocCollectorManager(ask, null, ask));
      ScoreDoc[] docs = top.scoreDocs;
      boolean whole = docs.length < ask || docs[docs.length - 1].score < docs[k - 1].score;
      if (whole || ask >= searcher.getIndexReader().maxDoc()) {
        List<ScoredDoc> hits = new ArrayList<>();
        for (ScoreDoc doc : docs) {
          hits.add(new ScoredDoc(doc.doc, doc.score));
        }
        return hits;
      }
      ask = (int) Math.min(4L * ask, searcher.getIndexReader().maxDoc());
    }
  }
}
