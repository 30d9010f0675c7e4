package io.pinakes.ingest.chunk;

import io.pinakes.core.knowledge.Pages;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One piece of a document.
 *
 * @param chunk the bytes of the raw block and, after the model's passage prefix, all that is
 *     embedded: UTF-8 of one context line (the document's own title, the heading path and, in a
 *     table's second and later pieces, its header row; possibly empty), a line feed, and the
 *     passage
 * @param start where the passage begins in the extracted text, in Unicode code points
 * @param end where it ends, exclusive; text[start, end) is the passage
 * @param pages the pages that it stands on
 * @param heading the headings above it, outermost first
 * @param tokens what the model sees: prefix, context line, passage and special tokens
 */
// The bytes go on to be a block and are not copied again; whoever gets them must not change them.
@SuppressWarnings("ArrayRecordComponent")
public record Passage(
    byte[] chunk, int start, int end, Pages pages, List<String> heading, int tokens) {

  /** Makes the heading path immutable. */
  public Passage {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("not a passage: start [" + start + "], end [" + end + "]");
    }
    heading = List.copyOf(heading);
  }

  /** The whole chunk as text: context line, line feed, passage. */
  public String text() {
    return new String(chunk, StandardCharsets.UTF_8);
  }

  /** The passage alone: what follows the first line of a chunk's text. */
  public static String passageOf(String chunkText) {
    return chunkText.substring(chunkText.indexOf('\n') + 1);
  }
}
