package io.pinakes.node.cli;

import java.io.PrintWriter;

/** Words that come in pieces, broken into lines of a terminal's width. For one thread. */
final class FlowingText {
  private final PrintWriter out;
  private final int columns;
  private final StringBuilder word = new StringBuilder();
  private int column;
  private boolean spoke;

  FlowingText(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Whether anything was said. */
  boolean spoke() {
    return spoke;
  }

  /** Takes the next piece; its last word waits for its end. */
  void add(String piece) {
    Printable.text(piece).codePoints().forEach(this::add);
    out.flush();
  }

  private void add(int c) {
    if (c == '\n') {
      endWord();
      out.println();
      column = 0;
    } else if (Character.isWhitespace(c)) {
      endWord();
      if (column > 0 && column < columns) {
        out.print(' ');
        column++;
      }
    } else {
      spoke = true;
      word.appendCodePoint(c);
    }
  }

  private void endWord() {
    int length = word.codePointCount(0, word.length());
    if (length == 0) {
      return;
    }
    if (column > 0 && column + length > columns) {
      out.println();
      column = 0;
    }
    out.print(word);
    column += length;
    word.setLength(0);
  }

  /** Ends the last word, and its line. */
  void end() {
    endWord();
    if (column > 0) {
      out.println();
      column = 0;
    }
    out.flush();
  }
}
