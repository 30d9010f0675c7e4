package io.pinakes.ingest.extract.text;

import java.util.List;

/** Lines of text that belong together. */
final class Prose {
  /**
   * 45 characters: lines that are longer than that on average were wrapped by an editor; in verse,
   * addresses and lists they are shorter, and their ends mean something.
   */
  private static final int WRAPPED_LENGTH = 45;

  private Prose() {}

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
