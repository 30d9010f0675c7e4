package io.pinakes.node.cli;

/** Text broken into lines of a terminal's width. */
final class Paragraphs {
  private Paragraphs() {}

  /** Wraps at spaces behind an indent, and cuts after {@code mostLines} with an ellipsis. */
  static String wrap(String text, int columns, String indent, int mostLines) {
    int width = Math.max(20, columns - indent.length());
    StringBuilder out = new StringBuilder();
    StringBuilder line = new StringBuilder();
    int lines = 0;
    for (String word : Printable.line(text).split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        if (++lines == mostLines) {
          // The mark needs room, too.
          int space = line.lastIndexOf(" ");
          int last = line.length() + 2 > width && space > 0 ? space : line.length();
          return out.append(indent).append(line, 0, last).append(" …").toString();
        }
        out.append(indent).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    return out.append(indent).append(line).toString();
  }
}
