package io.pinakes.ingest.extract.pdf;

import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.build.DocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * What the drawing of a page may unpack to. PDFBox unpacks it whole before it looks at it, so a
 * megabyte that stands for a gigabyte would take the process down.
 */
final class PdfLimits {
  /** 64 MiB: the most detailed maps have some ten. */
  static final long MAX_UNPACKED_BYTES = 64L << 20;

  private PdfLimits() {}

  static void checkUnpacked(PDPage page) throws IOException {
    for (Iterator<PDStream> streams = page.getContentStreams(); streams.hasNext(); ) {
      checkUnpacked(streams.next().getCOSObject());
    }
  }

  /**
   * Unpacks a stream without keeping it.
   *
   * @throws DocumentException too large, if it is over the limit
   */
  static void checkUnpacked(COSStream stream) throws IOException {
    int deflated = deflations(stream.getFilters());
    if (deflated == 0) {
      // The other filters cannot grow by more than a few hundred, and the file has a limit.
      return;
    }
    try (InputStream raw = stream.createRawInputStream()) {
      InputStream in = raw;
      for (int i = 0; i < deflated; i++) {
        in = new InflaterInputStream(in);
      }
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > MAX_UNPACKED_BYTES) {
          throw new DocumentException(
              FailureReason.TOO_LARGE,
              "the drawing of a page unpacks to over " + MAX_UNPACKED_BYTES + " bytes");
        }
      }
    } catch (DocumentException e) {
      throw e;
    } catch (IOException damaged) {
      // PDFBox makes the best of what is there before the damage.
      return;
    }
  }

  private static int deflations(COSBase filters) {
    if (filters instanceof COSArray array) {
      int count = 0;
      while (count < array.size() && isDeflate(array.getObject(count))) {
        count++;
      }
      return count;
    }
    return isDeflate(filters) ? 1 : 0;
  }

  private static boolean isDeflate(COSBase filter) {
    return COSName.FLATE_DECODE.equals(filter) || COSName.FLATE_DECODE_ABBREVIATION.equals(filter);
  }
}
