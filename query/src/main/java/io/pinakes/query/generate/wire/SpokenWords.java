package io.pinakes.query.generate.wire;

import io.pinakes.query.generate.AnswerSink;

/** Gathers what a language model says. For one thread. */
public final class SpokenWords implements AnswerSink {
  private final StringBuilder words = new StringBuilder();

  /** Nothing said yet. */
  public SpokenWords() {}

  @Override
  public void text(String piece) {
    words.append(piece);
  }

  @Override
  public void quote(int passage, int start, int end) {
    throw new IllegalStateException("a language model speaks in words");
  }

  @Override
  public String toString() {
    return words.toString();
  }
}
