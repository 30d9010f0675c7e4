package io.pinakes.datasets.testing;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.ExtractionException;
import io.pinakes.ingest.extract.Extractor;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads UTF-8: a line that begins with {@code # } is a heading, every other line a paragraph. A
 * file that begins with {@code BROKEN} is malformed; one that begins with {@code lang:xx} is in
 * that language. Counts what it reads.
 */
public final class PlainExtractor implements Extractor {
  private final AtomicLong extracted;
  private final String version;

  /** Counts into that. */
  public PlainExtractor(AtomicLong extracted, String version) {
    this.extracted = extracted;
    this.version = version;
  }

  @Override
  public ExtractedDocument extract(Path file, String name) throws ExtractionException {
    extracted.incrementAndGet();
    String content;
    try {
      content = Normalizer.normalize(Files.readString(file), Normalizer.Form.NFC);
    } catch (IOException e) {
      throw new ExtractionException(name, FailureReason.UNREADABLE, "cannot be read", e);
    }
    if (content.startsWith("BROKEN")) {
      throw new ExtractionException(name, FailureReason.MALFORMED, "says so itself");
    }
    if (content.isBlank()) {
      throw new ExtractionException(name, FailureReason.NO_TEXT, "it is blank");
    }
    String language = content.startsWith("lang:") ? content.substring(5, 7) : "en";
    List<Span> spans = new ArrayList<>();
    int at = 0;
    for (String line : content.split("\n", -1)) {
      int length = line.codePointCount(0, line.length());
      if (!line.isBlank()) {
        spans.add(
            line.startsWith("# ")
                ? Span.heading(at, at + length, 1, 0)
                : Span.paragraph(at, at + length, 0));
      }
      at += length + 1;
    }
    return new ExtractedDocument(
        content, Optional.empty(), "text/plain", Optional.of(language), Optional.empty(), spans);
  }

  @Override
  public String extractionVersion() {
    return version;
  }

  @Override
  public void close() {}
}
