package io.pinakes.ingest.extract.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A place in a list of lines. */
final class Lines {
  /** A bullet or a number that begins an item of a list, in the ways of light markup. */
  static final Pattern ITEM =
      Pattern.compile("(?:[-*+\u2022]|\\*{2,6}|\\.{1,5}|#\\.|\\(?\\d{1,9}[.)])\\s+(?=\\S)");

  private final List<String> lines;
  private int at;

  Lines(String text) {
    lines = text.lines().toList();
  }

  boolean more() {
    return at < lines.size();
  }

  String next() {
    return lines.get(at++);
  }

  /** The line so many after the next one; empty beyond the end. */
  String peek(int ahead) {
    int index = at + ahead;
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  void skip(int count) {
    at = Math.min(lines.size(), at + count);
  }

  void skipBlank() {
    while (more() && peek(0).isBlank()) {
      at++;
    }
  }

  /** Takes lines while they are blank or indented by more than {@code indent}. */
  List<String> takeIndented(int indent) {
    List<String> taken = new ArrayList<>();
    while (more() && (peek(0).isBlank() || indent(peek(0)) > indent)) {
      taken.add(next());
    }
    return taken;
  }

  static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && Character.isWhitespace(line.charAt(indent))) {
      indent++;
    }
    return indent;
  }

  /** Lines without the indentation that they share. */
  static String withoutSharedIndent(List<String> lines) {
    int shared =
        lines.stream().filter(line -> !line.isBlank()).mapToInt(Lines::indent).min().orElse(0);
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line.isBlank() ? "" : line.substring(shared)).append('\n');
    }
    return text.toString();
  }
}
