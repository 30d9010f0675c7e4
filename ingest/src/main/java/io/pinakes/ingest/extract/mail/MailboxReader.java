package io.pinakes.ingest.extract.mail;

import io.pinakes.ingest.extract.build.DocumentBuilder;
import io.pinakes.ingest.extract.build.EmbeddedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a mailbox (RFC 4155): mails one after another, each begun by a line {@code From …}. */
public final class MailboxReader {
  private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

  private MailboxReader() {}

  /** Reads all mails into one document, which takes no title and no date from them. */
  public static void read(byte[] bytes, DocumentBuilder out, EmbeddedFiles files)
      throws IOException {
    out.isCollection();
    int start = 0;
    while (start < bytes.length) {
      int end = nextFrom(bytes, start + 1);
      int headers = lineEnd(bytes, start);
      if (headers < end) {
        MailReader.read(new ByteArrayInputStream(bytes, headers, end - headers), out, files);
      }
      start = end;
    }
  }

  /** Index of the next line that begins a mail: one after a blank line. */
  private static int nextFrom(byte[] bytes, int from) {
    for (int i = from; i + FROM.length <= bytes.length; i++) {
      if (bytes[i] == 'F' && bytes[i - 1] == '\n' && afterBlankLine(bytes, i) && isFrom(bytes, i)) {
        return i;
      }
    }
    return bytes.length;
  }

  private static boolean afterBlankLine(byte[] bytes, int at) {
    int before = at - 2;
    if (before >= 0 && bytes[before] == '\r') {
      before--;
    }
    return before < 0 || bytes[before] == '\n';
  }

  private static boolean isFrom(byte[] bytes, int at) {
    for (int i = 0; i < FROM.length; i++) {
      if (bytes[at + i] != FROM[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lineEnd(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return Math.min(bytes.length, i + 1);
  }
}
