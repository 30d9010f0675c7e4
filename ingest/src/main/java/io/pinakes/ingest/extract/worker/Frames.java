package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import io.pinakes.ingest.extract.FailureReason;
import io.pinakes.ingest.extract.Span;
import io.pinakes.ingest.extract.build.DocumentException;
import io.pinakes.ingest.extract.build.ExtractionLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of the protocol; the package's page has their layout. */
final class Frames {
  static final int REQUEST = 0x504B5831;
  static final int READY = 0x504B4831;
  static final int DOCUMENT = 0x504B5231;
  static final int FAILURE = 0x504B4631;

  static final int MAX_CHUNK = 1 << 16;
  static final int MAX_EXTENSION = 16;
  static final int END_OF_BODY = 0;
  static final int GIVEN_UP = -1;

  /** 4 KiB: titles are cut long before; details are sentences. */
  static final int MAX_STRING_BYTES = 4096;

  /**
   * The number of a kind is its place here; written out, since the order in the enum may change.
   */
  private static final List<Span.Kind> KINDS =
      List.of(
          Span.Kind.HEADING,
          Span.Kind.PARAGRAPH,
          Span.Kind.LIST_ITEM,
          Span.Kind.TABLE_CAPTION,
          Span.Kind.TABLE_ROW,
          Span.Kind.CODE);

  private Frames() {}

  static void writeDocument(DataOutputStream out, ExtractedDocument document) throws IOException {
    byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
    out.writeInt(DOCUMENT);
    out.writeInt(text.length);
    out.write(text);
    writeString(out, document.mediaType());
    writeString(out, document.title().orElse(""));
    writeString(out, document.language().orElse(""));
    writeString(out, document.date().orElse(""));
    out.writeInt(document.structure().size());
    for (Span span : document.structure()) {
      out.writeByte(KINDS.indexOf(span.kind()));
      out.writeByte(span.header() ? 1 : 0);
      out.writeByte(Math.min(span.level(), Byte.MAX_VALUE));
      out.writeInt(span.start());
      out.writeInt(span.end());
      out.writeInt(span.page());
      out.writeInt(span.table());
    }
  }

  static void writeFailure(DataOutputStream out, FailureReason reason, String detail)
      throws IOException {
    out.writeInt(FAILURE);
    writeString(out, reason.text());
    writeString(out, detail);
  }

  /**
   * Reads a reply.
   *
   * @throws DocumentException if it is a failure
   * @throws ProtocolException if it is no reply, or over a limit
   */
  static ExtractedDocument readReply(DataInputStream in, ExtractionLimits limits)
      throws IOException {
    int magic = in.readInt();
    if (magic == FAILURE) {
      String reason = readString(in, MAX_STRING_BYTES);
      String detail = readString(in, MAX_STRING_BYTES);
      try {
        throw new DocumentException(FailureReason.parse(reason), detail);
      } catch (IllegalArgumentException e) {
        throw new ProtocolException(String.valueOf(e.getMessage()));
      }
    }
    if (magic != DOCUMENT) {
      throw new ProtocolException("not a reply: [" + Integer.toHexString(magic) + "]");
    }
    String text = readString(in, limits.maxTextBytes());
    String mediaType = readString(in, MAX_STRING_BYTES);
    Optional<String> title = readOptional(in);
    Optional<String> language = readOptional(in);
    Optional<String> date = readOptional(in);
    try {
      return new ExtractedDocument(
          text, title, mediaType, language, date, readSpans(in, limits.maxSpans()));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(String.valueOf(e.getMessage()));
    }
  }

  private static List<Span> readSpans(DataInputStream in, int max) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > max) {
      throw new ProtocolException("not a number of spans: [" + count + "]");
    }
    List<Span> spans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int kind = in.readByte();
      if (kind < 0 || kind >= KINDS.size()) {
        throw new ProtocolException("not a kind of span: [" + kind + "]");
      }
      boolean header = in.readByte() != 0;
      int level = in.readByte();
      int start = in.readInt();
      int end = in.readInt();
      int page = in.readInt();
      int table = in.readInt();
      spans.add(new Span(KINDS.get(kind), start, end, level, page, table, header));
    }
    return spans;
  }

  static void writeString(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_STRING_BYTES) {
      // Only details of failures can be that long, since titles have 300 code points at most.
      bytes = (text.substring(0, MAX_STRING_BYTES / 4) + "…").getBytes(StandardCharsets.UTF_8);
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static Optional<String> readOptional(DataInputStream in) throws IOException {
    String text = readString(in, MAX_STRING_BYTES);
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String readString(DataInputStream in, int maxBytes) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > maxBytes) {
      throw new ProtocolException("not a length up to " + maxBytes + ": [" + length + "]");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("ends inside a string");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What is on the wire is not the protocol. */
  static final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
      super(message);
    }
  }

  /** The body of a request as a stream; ends where the body does. */
  static final class Body extends InputStream {
    private final DataInputStream in;
    private int left;
    private boolean ended;

    Body(DataInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0 && !ended) {
        left = in.readInt();
        if (left == GIVEN_UP) {
          ended = true;
          throw new GivenUpException();
        }
        if (left < 0 || left > MAX_CHUNK) {
          throw new ProtocolException("not a length of a chunk: [" + left + "]");
        }
        ended = left == END_OF_BODY;
      }
      if (ended) {
        return -1;
      }
      int count = in.read(buffer, offset, Math.min(length, left));
      if (count < 0) {
        throw new EOFException("ends inside a body");
      }
      left -= count;
      return count;
    }

    /** Reads on to where the body ends, so that the next request can be read. */
    void drain() throws IOException {
      byte[] buffer = new byte[8192];
      while (!ended) {
        if (read(buffer, 0, buffer.length) < 0) {
          return;
        }
      }
    }
  }

  /** The parent could not read the file to its end. */
  static final class GivenUpException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
