package io.pinakes.ingest.extract.pdf;

import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.Dates;
import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of PDF pages. A page that is broken costs that page, if others give text.
 *
 * <p>A file that opens with the empty password and forbids nothing is read like any other.
 */
public final class PdfReader {
  /** 32 MiB of unpacked streams in memory; the rest goes to the private folder of the process. */
  private static final long STREAM_MEMORY = 32L << 20;

  /** 1 GiB unpacked in all: what a bomb is stopped at. */
  private static final long STREAM_STORAGE = 1L << 30;

  static {
    BuiltInFonts.install();
  }

  private PdfReader() {}

  /** Reads a document. */
  public static void read(RandomAccessRead source, DocumentBuilder out) throws DocumentException {
    try (PDDocument pdf =
        Loader.loadPDF(
            source,
            "",
            null,
            null,
            MemoryUsageSetting.setupMixed(STREAM_MEMORY, STREAM_STORAGE).streamCache)) {
      pages(pdf, out);
    } catch (InvalidPasswordException e) {
      throw new DocumentException(FailureReason.ENCRYPTED, "it needs a password", e);
    } catch (DocumentException e) {
      throw e;
    } catch (IOException e) {
      throw new DocumentException(FailureReason.MALFORMED, "not a sound PDF: " + e.getMessage(), e);
    }
  }

  private static void pages(PDDocument pdf, DocumentBuilder out) throws DocumentException {
    if (isRestricted(pdf) && !out.limits().readRestricted()) {
      throw new DocumentException(
          FailureReason.ENCRYPTED,
          "it opens without a password, but is encrypted so as to forbid some uses");
    }
    LineCollector collector = new LineCollector(pdf);
    List<List<PdfLine>> pages = new ArrayList<>();
    @Nullable Exception broken = null;
    long characters = 0;
    boolean lost = true;
    for (PDPage page : pdf.getPages()) {
      List<PdfLine> lines = List.of();
      try {
        lines = collector.lines(page);
        lost &= lines.isEmpty() && isLost(page);
      } catch (IOException | RuntimeException e) {
        // PDFBox throws all kinds of unchecked exceptions on damaged objects.
        broken = e;
      }
      pages.add(lines);
      for (PdfLine line : lines) {
        characters += line.text().length();
      }
      if (characters > out.limits().maxTextBytes()) {
        throw new DocumentException(
            FailureReason.TOO_LARGE,
            "its text is over " + out.limits().maxTextBytes() + " characters");
      }
    }
    if (characters == 0 && broken instanceof DocumentException tooLarge) {
      throw tooLarge;
    }
    if (characters == 0 && (broken != null || lost)) {
      String why = pages.isEmpty() ? "it has no pages" : "what its pages hold is lost";
      throw new DocumentException(
          FailureReason.MALFORMED, broken == null ? why : "no page can be read: " + broken);
    }
    metadata(pdf, out);
    new Paragraphs(pages).write(out);
  }

  /** Whether the page names contents that are not there: of a sound page not even a blank one. */
  private static boolean isLost(PDPage page) {
    try (InputStream contents = page.getContents()) {
      return page.hasContents() && contents.read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isRestricted(PDDocument pdf) {
    AccessPermission allowed = pdf.getCurrentAccessPermission();
    return pdf.isEncrypted()
        && !allowed.isOwnerPermission()
        && !(allowed.canModify() && allowed.canExtractContent() && allowed.canPrint());
  }

  private static void metadata(PDDocument pdf, DocumentBuilder out) {
    PDDocumentInformation information = pdf.getDocumentInformation();
    String title = information.getTitle();
    if (title != null) {
      out.title(title);
    }
    for (Calendar date :
        new Calendar[] {information.getCreationDate(), information.getModificationDate()}) {
      if (date != null) {
        Dates.of(date.toInstant()).ifPresent(out::date);
      }
    }
    String language = pdf.getDocumentCatalog().getLanguage();
    if (language != null) {
      out.languageHint(language);
    }
  }
}
