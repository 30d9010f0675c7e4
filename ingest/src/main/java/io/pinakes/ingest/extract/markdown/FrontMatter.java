package io.pinakes.ingest.extract.markdown;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import java.util.Locale;

/**
 * The block of fields between {@code ---} lines (YAML) or {@code +++} lines (TOML) that many tools
 * put before the text. Its title, date and language are taken; it is no part of the text. Only
 * fields that fit on a line are understood, which is how these three are written.
 */
final class FrontMatter {
  /** 64 KiB: beyond that, the line that ends it is taken for a rule in the text. */
  private static final int MAX_CHARS = 1 << 16;

  private FrontMatter() {}

  /**
   * Takes the fields and gives the index at which the text begins: 0 if there is no front matter.
   */
  static int read(String text, DocumentBuilder out) {
    String fence = text.startsWith("---") ? "---" : text.startsWith("+++") ? "+++" : "";
    int line = fence.isEmpty() ? -1 : nextLine(text, 0);
    if (line < 0 || !text.substring(3, line).isBlank()) {
      return 0;
    }
    int end = end(text, line, fence);
    if (end < 0) {
      return 0;
    }
    for (int from = line; from < end; ) {
      int next = nextLine(text, from);
      field(text.substring(from, next < 0 ? end : next), fence.equals("---") ? ':' : '=', out);
      from = next < 0 ? end : next;
    }
    int after = nextLine(text, end);
    return after < 0 ? text.length() : after;
  }

  /** Index of the line that ends the block. */
  private static int end(String text, int from, String fence) {
    int line = from;
    while (line >= 0 && line < Math.min(text.length(), MAX_CHARS)) {
      int next = nextLine(text, line);
      String content = text.substring(line, next < 0 ? text.length() : next).stripTrailing();
      if (content.equals(fence) || (content.equals("...") && fence.equals("---"))) {
        return line;
      }
      line = next;
    }
    return -1;
  }

  private static int nextLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? -1 : newline + 1;
  }

  private static void field(String line, char separator, DocumentBuilder out) {
    int at = line.indexOf(separator);
    if (at <= 0 || Character.isWhitespace(line.charAt(0))) {
      return;
    }
    String value = unquoted(line.substring(at + 1).strip());
    switch (line.substring(0, at).strip().toLowerCase(Locale.ROOT)) {
      case "title" -> out.title(value);
      case "date", "published", "pubdate", "created", "ms.date" -> out.date(value);
      case "lang", "language" -> out.languageHint(value);
      default -> {}
    }
  }

  private static String unquoted(String value) {
    int last = value.length() - 1;
    if (last < 1 || value.charAt(0) != value.charAt(last)) {
      return value;
    }
    String inner = value.substring(1, last);
    return switch (value.charAt(0)) {
      case '"' -> inner.replace("\\\"", "\"").replace("\\\\", "\\");
      case '\'' -> inner.replace("''", "'");
      default -> value;
    };
  }
}
