package io.pinakes.query.generate.wire;

import io.pinakes.query.generate.AnswerSink;
import io.pinakes.query.generate.VisibleText;

/**
 * Hands a model's words on. A character may be split over two events (JSON escapes it as two
 * surrogates); the first half waits for the second. A half that stays alone becomes U+FFFD, and
 * what no reader sees, or a terminal would obey, is taken out. For one thread.
 */
public final class WholeCharacters {
  private final AnswerSink sink;
  private char waiting;
  private boolean anything;

  /** Hands on to this sink. */
  public WholeCharacters(AnswerSink sink) {
    this.sink = sink;
  }

  /** Takes the next words. */
  public void add(String piece) {
    String text = waiting == 0 ? piece : waiting + piece;
    waiting = 0;
    if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
      waiting = text.charAt(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    emit(text);
  }

  /** Gives what still waits. */
  public void end() {
    if (waiting != 0) {
      waiting = 0;
      emit("\uFFFD");
    }
  }

  /** Whether any word came. */
  public boolean anything() {
    return anything;
  }

  private void emit(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    String visible = VisibleText.of(whole.toString());
    if (!visible.isEmpty()) {
      anything = true;
      sink.text(visible);
    }
  }
}
