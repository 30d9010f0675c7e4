package io.pinakes.ingest.sentence;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Sentences by the fixed rules of the platform's root locale, for languages without a model: an end
 * mark, blanks, and a next word that does not begin in lower case; or an ideographic end mark
 * alone.
 */
public final class RuleSentences {
  private RuleSentences() {}

  /** The sentences of one paragraph, whose line ends are only blanks. */
  public static List<SentenceSplitter.Range> ofParagraph(String paragraph) {
    // The iterator would break at every line end, and extracted lines are often broken in
    // mid-sentence.
    String line = paragraph.replace('\n', ' ');
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(line);
    List<SentenceSplitter.Range> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      int from = Blanks.skip(line, start, end);
      int to = Blanks.trimEnd(line, from, end);
      if (from < to) {
        sentences.add(new SentenceSplitter.Range(from, to));
      }
      start = end;
    }
    return sentences;
  }
}
