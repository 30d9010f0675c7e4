package io.pinakes.ingest.extract.text;

import java.util.ArrayList;
import java.util.List;

/** Lines of text that belong together. */
final class Prose {
  /**
   * 45 characters: lines that are longer than that on average were wrapped by an editor; in verse,
   * addresses and lists they are shorter, and their ends mean something.
   */
  private static final int WRAPPED_LENGTH = 45;

  private Prose() {}

  /**
   * Parts lines without blank ones between them where their indentation does: a first line that
   * stands further in or further out than the second begins a paragraph, and so does every line
   * like it.
   */
  static List<List<String>> paragraphs(List<String> lines) {
    if (lines.size() < 2) {
      return List.of(lines);
    }
    int first = Lines.indent(lines.get(0));
    int second = Lines.indent(lines.get(1));
    List<List<String>> paragraphs = new ArrayList<>();
    for (String line : lines) {
      int indent = Lines.indent(line);
      boolean begins = first > second ? indent >= first : first < second && indent <= first;
      if (begins || paragraphs.isEmpty()) {
        paragraphs.add(new ArrayList<>());
      }
      paragraphs.getLast().add(line);
    }
    return paragraphs;
  }

  /** The lines as one text: joined by spaces if they were wrapped, else by line ends. */
  static String join(List<String> lines) {
    long length = 0;
    for (String line : lines.subList(0, Math.max(0, lines.size() - 1))) {
      length += line.strip().length();
    }
    boolean wrapped = length >= (long) WRAPPED_LENGTH * (lines.size() - 1);
    return String.join(wrapped ? " " : "\n", lines);
  }
}
