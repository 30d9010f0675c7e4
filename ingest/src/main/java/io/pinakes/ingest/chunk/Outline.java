package io.pinakes.ingest.chunk;

import io.pinakes.ingest.chunk.Section.Block;
import io.pinakes.ingest.chunk.Section.Heading;
import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.sentence.Blanks;
import java.util.ArrayList;
import java.util.List;

/** Parts a document at its headings. Text that no span covers counts as running text. */
final class Outline {
  private final String text;
  private final List<Section> sections = new ArrayList<>();
  private final List<Heading> path = new ArrayList<>();
  private final List<Block> body = new ArrayList<>();

  private Outline(String text) {
    this.text = text;
  }

  /** The sections in reading order; one without a body is a heading alone. */
  static List<Section> of(ExtractedDocument document) {
    Outline outline = new Outline(document.text());
    outline.walk(document.structure());
    return outline.sections;
  }

  private void walk(List<Span> spans) {
    int points = 0;
    int at = 0;
    for (Span span : spans) {
      int start = text.offsetByCodePoints(at, span.start() - points);
      int end = text.offsetByCodePoints(start, span.end() - span.start());
      addText(at, start);
      int from = Blanks.skip(text, start, end);
      int to = Blanks.trimEnd(text, from, end);
      if (from < to) {
        add(span, new Block(span.kind(), from, to, span.table(), span.header()));
      }
      points = span.end();
      at = end;
    }
    addText(at, text.length());
    endSection();
  }

  private void addText(int start, int end) {
    int from = Blanks.skip(text, start, end);
    int to = Blanks.trimEnd(text, from, end);
    if (from < to) {
      body.add(new Block(Span.Kind.PARAGRAPH, from, to, 0, false));
    }
  }

  private void add(Span span, Block block) {
    if (span.kind() != Span.Kind.HEADING) {
      body.add(block);
      return;
    }
    endSection();
    while (!path.isEmpty() && path.getLast().level() >= span.level()) {
      path.removeLast();
    }
    path.add(new Heading(span.level(), fold(text.substring(block.start(), block.end())), block));
  }

  private void endSection() {
    if (!path.isEmpty() || !body.isEmpty()) {
      sections.add(new Section(path, body));
    }
    body.clear();
  }

  /** On one line: each run of blanks becomes one space, and control characters go. */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (!Blanks.isBlank(c) && !Character.isISOControl(c)) {
        folded.append(c);
      } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    return folded.toString().strip();
  }
}
