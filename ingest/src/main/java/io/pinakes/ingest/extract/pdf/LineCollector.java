package io.pinakes.ingest.extract.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * Takes the lines of a page, in the order in which the page draws them: that is the reading order
 * where text runs in columns.
 */
final class LineCollector extends PDFTextStripper {
  /** 10,000 forms drawn on a page: a map has hundreds. */
  private static final int MAX_FORMS = 10_000;

  private final List<PdfLine> lines = new ArrayList<>();

  /** The forms being drawn, the innermost last: one that draws itself would never end. */
  private final List<COSStream> open = new ArrayList<>();

  private int forms;
  private final StringBuilder text = new StringBuilder();
  private final Map<PdfType, Integer> types = new HashMap<>();
  private float y;
  private boolean begins;

  LineCollector(PDDocument pdf) {
    document = pdf;
    output = Writer.nullWriter();
    // Pages are handed over one by one, so the stripper's own count of them stays at 0.
    setStartPage(0);
  }

  /**
   * The lines of a page.
   *
   * @throws IOException if the page is broken
   */
  List<PdfLine> lines(PDPage page) throws IOException {
    lines.clear();
    open.clear();
    forms = 0;
    startLine();
    begins = true;
    if (page.hasContents()) {
      PdfLimits.checkUnpacked(page);
      processPage(page);
    }
    endLine();
    return List.copyOf(lines);
  }

  @Override
  public void showForm(PDFormXObject form) throws IOException {
    if (enter(form)) {
      super.showForm(form);
      open.removeLast();
    }
  }

  @Override
  public void showTransparencyGroup(PDTransparencyGroup group) throws IOException {
    if (enter(group)) {
      super.showTransparencyGroup(group);
      open.removeLast();
    }
  }

  private boolean enter(PDFormXObject form) throws IOException {
    COSStream stream = form.getCOSObject();
    if (open.contains(stream)) {
      return false;
    }
    if (++forms > MAX_FORMS) {
      throw new IOException("a page draws over " + MAX_FORMS + " forms");
    }
    PdfLimits.checkUnpacked(stream);
    open.add(stream);
    return true;
  }

  @Override
  protected void writeString(String words, List<TextPosition> positions) {
    text.append(words);
    for (TextPosition position : positions) {
      types.merge(PdfType.of(position), 1, Integer::sum);
      y = position.getYDirAdj();
    }
  }

  @Override
  protected void writeWordSeparator() {
    text.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphStart() {
    endLine();
    begins = true;
  }

  @Override
  protected void writeParagraphEnd() {
    endLine();
  }

  private void endLine() {
    String line = text.toString().strip();
    if (!line.isEmpty()) {
      lines.add(new PdfLine(line, y, commonType(), begins));
      begins = false;
    }
    startLine();
  }

  private void startLine() {
    text.setLength(0);
    types.clear();
  }

  /** The type of most characters; of two that are as common, the larger. */
  private PdfType commonType() {
    PdfType best = PdfType.NONE;
    int count = 0;
    for (Map.Entry<PdfType, Integer> entry : types.entrySet()) {
      boolean larger = entry.getValue() == count && entry.getKey().compareTo(best) > 0;
      if (entry.getValue() > count || larger) {
        best = entry.getKey();
        count = entry.getValue();
      }
    }
    return best;
  }
}
