package io.pinakes.ingest.extract.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents made to harm: bombs, external entities, loops, nesting, lies. */
final class HostileFiles {
  static final int DEEP = 10_000;
  private static final int GIGABYTE = 1 << 30;

  private HostileFiles() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A DOCTYPE whose entities fetch a file and an address, and whose DTD is at the address. */
  static String doctype(String root, String file, String url) {
    return "<?xml version=\"1.0\"?>\n<!DOCTYPE "
        + root
        + " SYSTEM \""
        + url
        + "/dtd\" [\n<!ENTITY file SYSTEM \""
        + file
        + "\">\n<!ENTITY net SYSTEM \""
        + url
        + "/entity\">\n<!ENTITY % more SYSTEM \""
        + url
        + "/parameter\">\n%more;\n]>\n";
  }

  static String laughs(String root) {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE " + root + " [\n");
    text.append("<!ENTITY l0 \"ha ha ha ha ha ha ha ha ha ha\">\n");
    for (int i = 1; i <= 9; i++) {
      text.append("<!ENTITY l").append(i).append(" \"");
      text.append(("&l" + (i - 1) + ";").repeat(10)).append("\">\n");
    }
    return text.append("]>\n").toString();
  }

  static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Ten members of a gigabyte of the letter a each, in some ten megabytes. */
  static byte[] zipBomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      writeMuch(zip, GIGABYTE);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  static byte[] gzipBomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      writeMuch(gzip, GIGABYTE);
    }
    return bytes.toByteArray();
  }

  /** Archives in archives, fifty deep. */
  static byte[] nestedZips() throws IOException {
    byte[] inner = utf8("the innermost text");
    String name = "a.txt";
    for (int i = 0; i < 50; i++) {
      inner = zip(Map.of(name, inner));
      name = "a.zip";
    }
    return inner;
  }

  static byte[] manyMembers() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      members.put("a" + i + ".txt", utf8("text " + i));
    }
    return zip(members);
  }

  private static void writeMuch(OutputStream out, long bytes) throws IOException {
    byte[] buffer = "a".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    for (long left = bytes; left > 0; left -= buffer.length) {
      out.write(buffer);
    }
  }

  static byte[] docx(String document, String relationships) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(
        "[Content_Types].xml",
        utf8(
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                + "content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd."
                + "openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                + "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
                + "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml."
                + "document.main+xml\"/></Types>"));
    parts.put(
        "_rels/.rels",
        utf8(
            "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/"
                + "package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas."
                + "openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
                + "Target=\"word/document.xml\"/></Relationships>"));
    parts.put("word/document.xml", utf8(document));
    parts.put("word/_rels/document.xml.rels", utf8(relationships));
    return zip(parts);
  }

  static String wordBody(String inner) {
    return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
        + "<w:body>"
        + inner
        + "</w:body></w:document>";
  }

  static String wordText(String text) {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>";
  }

  static byte[] openDocument(String content) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
    parts.put("content.xml", utf8(content));
    return zip(parts);
  }

  static byte[] epub(String chapter) throws IOException {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("mimetype", utf8("application/epub+zip"));
    parts.put(
        "META-INF/container.xml",
        utf8(
            "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
                + "<rootfile full-path=\"c.opf\" media-type=\"application/oebps-package+xml\"/>"
                + "</rootfiles></container>"));
    parts.put(
        "c.opf",
        utf8(
            "<package xmlns=\"http://www.idpf.org/2007/opf\"><manifest><item id=\"a\" "
                + "href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/></manifest><spine>"
                + "<itemref idref=\"a\"/></spine></package>"));
    parts.put("a.xhtml", utf8(chapter));
    return zip(parts);
  }

  /** A PDF of these objects, the first of which is the catalog. */
  static byte[] pdf(List<byte[]> objects) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(utf8("%PDF-1.7\n"));
    List<Integer> offsets = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      offsets.add(out.size());
      out.write(utf8(i + 1 + " 0 obj\n"));
      out.write(objects.get(i));
      out.write(utf8("\nendobj\n"));
    }
    int table = out.size();
    out.write(utf8("xref\n0 " + (objects.size() + 1) + "\n0000000000 65535 f \n"));
    for (int offset : offsets) {
      out.write(utf8(String.format(java.util.Locale.ROOT, "%010d 00000 n \n", offset)));
    }
    out.write(
        utf8(
            "trailer\n<< /Size "
                + (objects.size() + 1)
                + " /Root 1 0 R >>\nstartxref\n"
                + table
                + "\n%%EOF\n"));
    return out.toByteArray();
  }

  static byte[] stream(String dictionary, byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(utf8("<< " + dictionary + " /Length " + data.length + " >>\nstream\n"));
    out.write(data);
    out.write(utf8("\nendstream"));
    return out.toByteArray();
  }

  private static final String FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  private static final String HELLO = "BT /F1 12 Tf 72 700 Td (Hello from the page) Tj ET";

  /** A page whose form draws itself, a page tree that holds itself, a parent that is a child. */
  static byte[] loopingPdf() throws IOException {
    return pdf(
        List.of(
            utf8("<< /Type /Catalog /Pages 2 0 R /Outlines 2 0 R >>"),
            utf8("<< /Type /Pages /Parent 3 0 R /Kids [3 0 R 2 0 R 3 0 R] /Count 99999999 >>"),
            utf8(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents [4 0 R 4 0 R] "
                    + "/Resources << /Font << /F1 6 0 R >> /XObject << /X 5 0 R >> >> >>"),
            stream("", utf8(HELLO + " /X Do")),
            stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                    + "/Resources << /XObject << /X 5 0 R >> >>",
                utf8("/X Do /X Do")),
            utf8(FONT)));
  }

  /** A gigabyte of page contents in a megabyte. */
  static byte[] pdfBomb() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(utf8(HELLO + " "));
      byte[] blank = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < GIGABYTE / blank.length; i++) {
        out.write(blank);
      }
    }
    return pdf(
        List.of(
            utf8("<< /Type /Catalog /Pages 2 0 R >>"),
            utf8("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            utf8(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                    + "/Resources << /Font << /F1 5 0 R >> >> >>"),
            stream("/Filter /FlateDecode", deflated.toByteArray()),
            utf8(FONT)));
  }

  /** Arrays in arrays, and a form (XFA) whose XML has external entities. */
  static byte[] xfaPdf(String file, String url) throws IOException {
    String form =
        doctype("xdp:xdp", file, url)
            + "<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"><template "
            + "xmlns=\"http://www.xfa.org/schema/xfa-template/3.3/\"><field name=\"f\"><value>"
            + "<text>&file;&net;</text></value></field></template></xdp:xdp>";
    return pdf(
        List.of(
            utf8("<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA 6 0 R /Fields [] >> >>"),
            utf8("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
            utf8(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
                    + "/Resources << /Font << /F1 5 0 R >> >> >>"),
            stream("", utf8(HELLO)),
            utf8(FONT),
            stream("", utf8(form)),
            utf8("[".repeat(DEEP) + "]".repeat(DEEP))));
  }
}
