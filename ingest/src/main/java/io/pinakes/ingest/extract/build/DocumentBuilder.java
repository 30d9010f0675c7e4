package io.pinakes.ingest.extract.build;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects the blocks of one document in reading order.
 *
 * <p>Every block is cleaned on its way in and left out if nothing remains. Blocks are parted by a
 * blank line, items of a list and rows of a table by a line end. Once a limit is passed, every call
 * fails again: a parser that swallows the first failure cannot go on.
 *
 * <p>For one thread.
 */
public final class DocumentBuilder {
  /** Characters of prose that tell the language, from three places of the document. */
  private static final int LANGUAGE_SAMPLE = 450;

  private final ExtractionLimits limits;
  private final StringBuilder text = new StringBuilder();
  private final List<Span> spans = new ArrayList<>();

  /** Where each span begins, in UTF-16 units. */
  private int[] units = new int[16];

  private int unitStart;
  private final List<String> titles = new ArrayList<>();
  private Optional<String> firstHeading = Optional.empty();
  private Optional<String> date = Optional.empty();
  private Optional<String> languageHint = Optional.empty();
  private int codePoints;
  private long bytes;
  private int page;
  private int tables;
  private boolean overLimit;
  private boolean collection;

  /** An empty document. */
  public DocumentBuilder(ExtractionLimits limits) {
    this.limits = limits;
  }

  /** The limits that this document has to keep. */
  public ExtractionLimits limits() {
    return limits;
  }

  /** What follows stands on this page; 0 for none. */
  public void page(int number) {
    page = number;
  }

  /** A heading; levels beyond 6 count as 6. */
  public void heading(int level, CharSequence raw) throws DocumentException {
    String clean = CleanText.line(raw);
    int start = add(clean, "\n\n");
    if (start >= 0) {
      int clamped = Math.clamp(level, 1, 6);
      append(Span.heading(start, codePoints, clamped, page));
      // Beyond the first page of a book it is a chapter's.
      if (clamped == 1 && page <= 1 && firstHeading.isEmpty()) {
        firstHeading = Titles.ofHeading(clean);
      }
    }
  }

  /** Running text; {@code \n} in it is a line end that the author meant. */
  public void paragraph(CharSequence raw) throws DocumentException {
    int start = add(CleanText.prose(raw), "\n\n");
    if (start >= 0) {
      append(Span.paragraph(start, codePoints, page));
    }
  }

  /** An item of a list, nested {@code depth} deep, from 1. */
  public void listItem(int depth, CharSequence raw) throws DocumentException {
    int start = add(CleanText.prose(raw), lastIs(Span.Kind.LIST_ITEM, 0) ? "\n" : "\n\n");
    if (start >= 0) {
      append(Span.listItem(start, codePoints, Math.max(1, depth), page));
    }
  }

  /** Preformatted text. */
  public void code(CharSequence raw) throws DocumentException {
    int start = add(CleanText.code(raw), "\n\n");
    if (start >= 0) {
      append(Span.code(start, codePoints, page));
    }
  }

  /** Begins a table and gives its number. */
  public int table() {
    return ++tables;
  }

  /** The caption of a table, before its rows. */
  public void caption(int table, CharSequence raw) throws DocumentException {
    int start = add(CleanText.line(raw), "\n\n");
    if (start >= 0) {
      append(Span.caption(start, codePoints, page, table));
    }
  }

  /** A row of a table. */
  public void row(int table, boolean header, List<? extends CharSequence> cells)
      throws DocumentException {
    StringBuilder joined = new StringBuilder();
    boolean blank = true;
    for (int i = 0; i < cells.size(); i++) {
      String cell = CleanText.line(cells.get(i));
      blank &= cell.isEmpty();
      joined.append(i == 0 ? "" : " | ").append(cell);
    }
    // A row without text would be nothing but bars.
    int start = blank ? -1 : add(CleanText.line(joined), inTable(table) ? "\n" : "\n\n");
    if (start >= 0) {
      append(Span.row(start, codePoints, page, table, header));
    }
  }

  /** A title that the document gives itself; the first sane one counts. */
  public void title(String candidate) {
    if (titles.isEmpty()) {
      Titles.ofField(candidate).ifPresent(titles::add);
    }
  }

  /** A date that the document gives itself; the first that can be read counts. */
  public void date(String candidate) {
    if (date.isEmpty()) {
      date = Dates.iso(candidate);
    }
  }

  /** A language that the document claims, for when detection is unsure. */
  public void languageHint(String candidate) {
    String code = candidate.strip().split("[-_]", 2)[0];
    if (languageHint.isEmpty() && code.length() == 2 && code.chars().allMatch(c -> c < 128)) {
      languageHint = Optional.of(code.toLowerCase(Locale.ROOT));
    }
  }

  /** This is several documents in one: none of their titles and dates is that of the whole. */
  public void isCollection() {
    collection = true;
  }

  /** How many blocks there are so far. */
  public int spans() {
    return spans.size();
  }

  /** Whether no block has any text so far. */
  public boolean isEmpty() {
    return spans.isEmpty();
  }

  /**
   * The document.
   *
   * @throws DocumentException if a limit was passed, or there is no text
   */
  public ExtractedDocument build(String mediaType, LanguageDetector languages)
      throws DocumentException {
    refuseOverLimit();
    if (spans.isEmpty()) {
      throw new DocumentException(FailureReason.NO_TEXT, "it holds no text");
    }
    Optional<String> title = titles.stream().findFirst().or(() -> firstHeading);
    String whole = text.toString();
    return new ExtractedDocument(
        whole,
        collection ? Optional.empty() : title,
        mediaType,
        languages.detect(languageSample(whole)).or(() -> languageHint),
        collection ? Optional.empty() : date,
        spans);
  }

  private void append(Span span) {
    if (spans.size() == units.length) {
      units = Arrays.copyOf(units, 2 * units.length);
    }
    units[spans.size()] = unitStart;
    spans.add(span);
  }

  private boolean lastIs(Span.Kind kind, int table) {
    return !spans.isEmpty() && spans.getLast().kind() == kind && spans.getLast().table() == table;
  }

  private boolean inTable(int table) {
    return lastIs(Span.Kind.TABLE_ROW, table) || lastIs(Span.Kind.TABLE_CAPTION, table);
  }

  /** Appends a clean block and gives the code point it begins at, or -1 if it is empty. */
  private int add(String clean, String separator) throws DocumentException {
    refuseOverLimit();
    if (clean.isEmpty()) {
      return -1;
    }
    String gap = text.isEmpty() ? "" : separator;
    bytes += gap.length() + CleanText.utf8Length(clean);
    overLimit = bytes > limits.maxTextBytes() || spans.size() >= limits.maxSpans();
    refuseOverLimit();
    unitStart = text.length() + gap.length();
    text.append(gap).append(clean);
    int start = codePoints + gap.length();
    codePoints = start + clean.codePointCount(0, clean.length());
    return start;
  }

  private void refuseOverLimit() throws DocumentException {
    if (overLimit) {
      throw new DocumentException(
          FailureReason.TOO_LARGE,
          "its text is over "
              + limits.maxTextBytes()
              + " bytes or "
              + limits.maxSpans()
              + " blocks");
    }
  }

  /** Prose from the beginning, middle and end: the first page may be in another language. */
  private String languageSample(String whole) {
    StringBuilder sample = new StringBuilder(LANGUAGE_SAMPLE + 3);
    for (int part = 0; part < 3; part++) {
      int from = (int) ((long) whole.length() * part / 3);
      int until = (part + 1) * LANGUAGE_SAMPLE / 3;
      int found = Arrays.binarySearch(units, 0, spans.size(), from);
      // The span that the place lies in, or the first.
      int index = Math.max(0, found >= 0 ? found : -found - 2);
      for (; index < spans.size() && sample.length() < until; index++) {
        if (spans.get(index).kind() != Span.Kind.CODE) {
          int start = Math.max(from, units[index]);
          int end = index + 1 < spans.size() ? units[index + 1] : whole.length();
          sample.append(whole, start, Math.min(end, start + until - sample.length())).append(' ');
        }
      }
    }
    return sample.toString();
  }
}
