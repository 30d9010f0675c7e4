package io.pinakes.query.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes PDF files of a line a page: as little of ISO 32000 as readers take. */
final class SmallPdf {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private SmallPdf() {}

  /** A file with a page for each line. */
  static byte[] of(String... lines) throws IOException {
    SmallPdf pdf = new SmallPdf();
    pdf.write("%PDF-1.4\n");
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
    pdf.object("<< /Type /Pages /Kids [" + kids + "] /Count " + lines.length + " >>");
    pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    for (String line : lines) {
      String drawn = "BT /F1 12 Tf 72 700 Td (" + line + ") Tj ET";
      pdf.object(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents "
              + (pdf.offsets.size() + 2)
              + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
      pdf.object("<< /Length " + drawn.length() + " >>\nstream\n" + drawn + "\nendstream");
    }
    return pdf.finish();
  }

  private void object(String content) throws IOException {
    offsets.add(out.size());
    write(offsets.size() + " 0 obj\n" + content + "\nendobj\n");
  }

  private byte[] finish() throws IOException {
    int table = out.size();
    int count = offsets.size() + 1;
    write("xref\n0 " + count + "\n0000000000 65535 f \n");
    for (int offset : offsets) {
      write("%010d 00000 n \n".formatted(offset));
    }
    write("trailer\n<< /Size " + count + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
    return out.toByteArray();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
