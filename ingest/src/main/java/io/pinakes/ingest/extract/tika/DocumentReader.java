package io.pinakes.ingest.extract.tika;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.archive.ArchiveReader;
import io.pinakes.ingest.extract.build.Content;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import io.pinakes.ingest.extract.build.LanguageDetector;
import io.pinakes.ingest.extract.html.HtmlReader;
import io.pinakes.ingest.extract.mail.MailReader;
import io.pinakes.ingest.extract.mail.MailboxReader;
import io.pinakes.ingest.extract.markdown.MarkdownReader;
import io.pinakes.ingest.extract.pdf.PdfReader;
import io.pinakes.ingest.extract.text.AsciidocReader;
import io.pinakes.ingest.extract.text.CsvReader;
import io.pinakes.ingest.extract.text.PlainReader;
import io.pinakes.ingest.extract.text.RstReader;
import io.pinakes.ingest.extract.text.TextDecoder;
import io.pinakes.ingest.extract.text.XmlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;

/** Reads a file of any type. For one thread. */
public final class DocumentReader {
  /** A text of four bytes a character, markup included, four times over the limit of the text. */
  private static final int MARKUP_FACTOR = 4;

  private final ExtractionLimits limits;
  private final LanguageDetector languages;
  private final TypeDetector types = new TypeDetector();
  private final OfficeReader office = new OfficeReader();

  /** A reader that holds documents to limits. */
  public DocumentReader(ExtractionLimits limits, LanguageDetector languages) {
    this.limits = limits;
    this.languages = languages;
  }

  /**
   * Reads a file.
   *
   * @param extension the ending of its name in lower case without the dot; may be empty
   * @throws DocumentException if it gives no text
   * @throws IOException if the bytes cannot be read
   */
  public ExtractedDocument read(Content content, String extension) throws IOException {
    if (content.size() == 0) {
      throw new DocumentException(FailureReason.NO_TEXT, "it is empty");
    }
    DocumentBuilder out = new DocumentBuilder(limits);
    Nesting nesting = new Nesting(out);
    String type = types.detect(content, extension);
    nesting.read(content, type, "x." + extension, 0);
    if (out.isEmpty()) {
      nesting.rethrowFailure();
    }
    return out.build(type, languages);
  }

  /** One document on its way: counts what is unpacked, over all levels of archives. */
  private final class Nesting {
    private final DocumentBuilder out;
    private int files;
    private long bytes;
    private int withText;
    private DocumentException firstFailure =
        new DocumentException(FailureReason.NO_TEXT, "it holds no text");

    Nesting(DocumentBuilder out) {
      this.out = out;
    }

    void rethrowFailure() throws DocumentException {
      throw firstFailure;
    }

    void read(Content content, String type, String name, int depth) throws IOException {
      long maxBytes = (long) MARKUP_FACTOR * limits.maxTextBytes();
      if (ArchiveReader.reads(type)) {
        if (depth >= limits.maxEmbeddedDepth()) {
          throw new DocumentException(
              FailureReason.TOO_LARGE, "archives in archives, over " + depth + " deep");
        }
        ArchiveReader.read(content, type, name, (inner, in) -> embedded(inner, in, depth + 1));
      } else if (type.equals("application/pdf")) {
        PdfReader.read(random(content), out);
      } else if (office.reads(type)) {
        office.read(content, type, out);
      } else if (type.equals("message/rfc822")) {
        try (InputStream in = content.open()) {
          MailReader.read(in, out, (inner, body) -> embedded(inner, body, depth + 1));
        }
      } else if (type.equals("application/mbox")) {
        MailboxReader.read(
            content.bytes(maxBytes), out, (inner, body) -> embedded(inner, body, depth + 1));
      } else if (types.isText(type) || types.isA(type, "application/xml")) {
        text(content.bytes(maxBytes), type);
      } else {
        throw new DocumentException(
            FailureReason.UNSUPPORTED, "no reader for files of type " + type);
      }
    }

    private void text(byte[] bytes, String type) throws DocumentException {
      switch (type) {
        case "text/markdown" -> MarkdownReader.read(bytes, out);
        case "text/html", "application/xhtml+xml" -> HtmlReader.read(bytes, out);
        case "text/x-rst" -> RstReader.read(TextDecoder.decode(bytes), out);
        case "text/x-asciidoc" -> AsciidocReader.read(TextDecoder.decode(bytes), out);
        case "text/csv", "text/tab-separated-values" ->
            CsvReader.read(TextDecoder.decode(bytes), out);
        case "text/plain" -> PlainReader.read(TextDecoder.decode(bytes), out);
        default -> {
          if (types.isA(type, "application/xml")) {
            XmlReader.read(bytes, out);
          } else {
            PlainReader.readCode(TextDecoder.decode(bytes), out);
          }
        }
      }
    }

    private void embedded(String name, InputStream in, int depth) throws IOException {
      if (++files > limits.maxEmbeddedFiles()) {
        throw new DocumentException(
            FailureReason.TOO_LARGE, "it holds over " + limits.maxEmbeddedFiles() + " files");
      }
      try (Content content = Content.read(in, limits.maxEmbeddedBytes() - bytes)) {
        bytes += content.size();
        int before = out.spans();
        try {
          read(content, types.detect(content, extension(name)), name, depth);
        } catch (DocumentException e) {
          if (e.reason() == FailureReason.TOO_LARGE) {
            throw e;
          }
          // One member that cannot be read is no reason to lose the others.
          if (firstFailure.reason() == FailureReason.NO_TEXT) {
            firstFailure = e;
          }
        }
        withText += out.spans() > before ? 1 : 0;
        if (withText > 1) {
          out.isCollection();
        }
      }
    }
  }

  /** The ending of a name in lower case without the dot; empty if it has none of the usual kind. */
  public static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String ending = name.substring(dot + 1);
    boolean usual =
        dot >= 0
            && !ending.isEmpty()
            && ending.length() <= 16
            && ending.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    return usual ? ending.toLowerCase(Locale.ROOT) : "";
  }

  private static RandomAccessRead random(Content content) throws IOException {
    Path file = content.file();
    return file == null
        ? new RandomAccessReadBuffer(content.bytes(Content.MEMORY_BYTES))
        : new RandomAccessReadBufferedFile(file.toFile());
  }
}
