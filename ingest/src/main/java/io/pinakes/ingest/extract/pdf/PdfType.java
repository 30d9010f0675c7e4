package io.pinakes.ingest.extract.pdf;

import java.util.Comparator;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.TextPosition;

/**
 * What text is set in.
 *
 * @param size in points, to the half
 * @param font its name, without the mark of a subset; empty if it has none
 */
record PdfType(float size, String font) implements Comparable<PdfType> {
  /** That of no text. */
  static final PdfType NONE = new PdfType(0, "");

  private static final int SUBSET_MARK = 7;

  static PdfType of(TextPosition position) {
    PDFont font = position.getFont();
    String name = font == null || font.getName() == null ? "" : font.getName();
    boolean subset = name.length() > SUBSET_MARK && name.charAt(SUBSET_MARK - 1) == '+';
    return new PdfType(
        Math.round(position.getFontSizeInPt() * 2) / 2f,
        subset ? name.substring(SUBSET_MARK) : name);
  }

  /** By size, then by name. */
  @Override
  public int compareTo(PdfType other) {
    return Comparator.comparingDouble(PdfType::size)
        .thenComparing(PdfType::font)
        .compare(this, other);
  }
}
