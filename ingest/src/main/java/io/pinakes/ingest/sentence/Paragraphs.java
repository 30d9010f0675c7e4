package io.pinakes.ingest.sentence;

import java.util.ArrayList;
import java.util.List;

/** The parts of a text between blank lines. */
public final class Paragraphs {
  private Paragraphs() {}

  /** The paragraphs, each trimmed of blanks; none is empty. */
  public static List<SentenceSplitter.Range> of(String text) {
    List<SentenceSplitter.Range> paragraphs = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = paragraphEnd(text, start);
      int from = Blanks.skip(text, start, end);
      int to = Blanks.trimEnd(text, from, end);
      if (from < to) {
        paragraphs.add(new SentenceSplitter.Range(from, to));
      }
      start = Math.max(end, start + 1);
    }
    return paragraphs;
  }

  /** The first line end from {@code start} on after which the next line is blank, else the end. */
  private static int paragraphEnd(String text, int start) {
    int at = Blanks.skip(text, start, text.length());
    for (int line = text.indexOf('\n', at); line >= 0; line = text.indexOf('\n', line + 1)) {
      int next = Blanks.skip(text, line, text.length());
      if (text.indexOf('\n', line + 1) >= 0 && text.indexOf('\n', line + 1) < next) {
        return line;
      }
    }
    return text.length();
  }
}
