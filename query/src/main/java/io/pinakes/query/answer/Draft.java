package io.pinakes.query.answer;

import io.pinakes.query.AnswerListener;
import io.pinakes.query.Mark;
import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.NumberedPassage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a generator has said so far, unchecked; words are handed on as they come. */
public final class Draft implements AnswerSink {
  private final List<NumberedPassage> passages;
  private final AnswerListener listener;
  private final StringBuilder words = new StringBuilder();
  private final List<CitedText.Cited> quotes = new ArrayList<>();

  /** A draft about these passages. */
  public Draft(List<NumberedPassage> passages, AnswerListener listener) {
    this.passages = List.copyOf(passages);
    this.listener = listener;
  }

  @Override
  public void text(String piece) {
    words.append(piece);
    listener.text(piece);
  }

  /**
   * Takes a quotation.
   *
   * @throws IllegalArgumentException if there is no such passage or range
   */
  @Override
  public void quote(int passage, int start, int end) {
    if (passage < 1 || passage > passages.size()) {
      throw new IllegalArgumentException("there is no passage [" + passage + "]");
    }
    String text = passages.get(passage - 1).text();
    if (start < 0 || end <= start || end > text.codePointCount(0, text.length())) {
      throw new IllegalArgumentException(
          "passage [" + passage + "] has no range [" + start + ", " + end + ")");
    }
    int from = text.offsetByCodePoints(0, start);
    String quoted = text.substring(from, text.offsetByCodePoints(from, end - start));
    String before = (words.isEmpty() ? "" : "\n") + quoted.replaceAll("\\s+", " ") + " ";
    String number = "[" + passage + "]";
    int at = words.length() + before.length();
    Mark mark = new Mark(at, at + number.length());
    quotes.add(new CitedText.Cited(new CitedText.Evidence(passage, start, end), mark, mark));
    text(before + number);
  }

  /** The passages, as they were numbered. */
  public List<NumberedPassage> passages() {
    return passages;
  }

  /** All words so far. */
  public String words() {
    return words.toString();
  }

  /** What was quoted by range; if anything was, the words are these quotations. */
  public List<CitedText.Cited> quotes() {
    return Collections.unmodifiableList(quotes);
  }
}
