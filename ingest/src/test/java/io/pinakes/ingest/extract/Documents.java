package io.pinakes.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** What tests ask of documents. */
public final class Documents {
  private Documents() {}

  /** A line a span: kind, its numbers where they are not zero, text. */
  public static List<String> outline(ExtractedDocument document) {
    List<String> lines = new ArrayList<>();
    for (Span span : document.structure()) {
      String what =
          switch (span.kind()) {
            case HEADING -> "H" + span.level();
            case PARAGRAPH -> "P";
            case LIST_ITEM -> "L" + span.level();
            case TABLE_CAPTION -> "C" + span.table();
            case TABLE_ROW -> (span.header() ? "R*" : "R") + span.table();
            case CODE -> "CODE";
          };
      String page = span.page() == 0 ? "" : "@" + span.page();
      lines.add(what + page + " " + text(document, span));
    }
    return lines;
  }

  /** The text of a span. */
  public static String text(ExtractedDocument document, Span span) {
    String text = document.text();
    int from = text.offsetByCodePoints(0, span.start());
    return text.substring(from, text.offsetByCodePoints(from, span.end() - span.start()));
  }

  /** Holds a document to everything that its Javadoc promises of every document. */
  public static void assertSound(ExtractedDocument document) {
    String text = document.text();
    assertThat(Normalizer.isNormalized(text, Normalizer.Form.NFC)).as("NFC").isTrue();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean allowed = c == '\n' || c == '\t' || Character.getType(c) != Character.CONTROL;
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      assertThat(allowed && !surrogate).as("code point %x at %d", c, i).isTrue();
      i += Character.charCount(c);
    }
    int[] points = text.codePoints().toArray();
    int last = 0;
    for (Span span : document.structure()) {
      assertThat(span.start()).as("order of %s", span).isGreaterThanOrEqualTo(last);
      assertThat(new String(points, last, span.start() - last))
          .as("before %s", span)
          .matches("\n*");
      String inner = new String(points, span.start(), span.end() - span.start());
      assertThat(inner).as("%s", span).isNotBlank().isEqualTo(text(document, span));
      if (span.kind() != Span.Kind.CODE) {
        assertThat(inner).isEqualTo(inner.strip());
      }
      last = span.end();
    }
    assertThat(last).isEqualTo(points.length);
  }
}
