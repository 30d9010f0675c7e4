package io.pinakes.ingest.extract;

import java.util.List;
import java.util.Optional;

/**
 * What was read from a file.
 *
 * <p>The text is NFC with {@code \n} as the only line end, no control character besides it and
 * {@code \t}, and no lone surrogate. All offsets are Unicode code points in it. Whatever is not
 * white space lies in exactly one span; between spans there are line ends only.
 *
 * @param text all text, in reading order
 * @param title the document's own title, never its file name
 * @param mediaType as found in the bytes, such as {@code text/markdown}, without parameters
 * @param language ISO 639-1 code, where detection was sure enough
 * @param date the document's own date, ISO-8601: a date or an instant in UTC
 * @param structure ordered, not overlapping, inside the text
 */
public record ExtractedDocument(
    String text,
    Optional<String> title,
    String mediaType,
    Optional<String> language,
    Optional<String> date,
    List<Span> structure) {

  /** Checks that the spans are in order and inside the text. */
  public ExtractedDocument {
    structure = List.copyOf(structure);
    int before = 0;
    for (Span span : structure) {
      if (span.start() < before) {
        throw new IllegalArgumentException("out of order: [" + span + "]");
      }
      before = span.end();
    }
    if (before > text.length() || before > text.codePointCount(0, text.length())) {
      throw new IllegalArgumentException("beyond the text: [" + before + "]");
    }
  }

  /** How many code points the text has. */
  public int codePoints() {
    return text.codePointCount(0, text.length());
  }
}
