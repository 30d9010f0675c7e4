package io.pinakes.p2p.security.tls;

import io.pinakes.p2p.security.HandshakeException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As much of DER (X.690) as a certificate and its extension need. */
final class Der {
  static final int BOOLEAN = 0x01;
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_ID = 0x06;
  static final int PRINTABLE_STRING = 0x13;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;
  static final int SET = 0x31;
  static final int PRIMITIVE = 0x80; // of the context, and so is the next
  static final int CONTEXT = 0xa0;

  private Der() {}

  /** A value whose content is these parts, end to end. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  static byte[] text(int tag, String ascii) {
    return value(tag, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a value with that tag comes next. */
  static boolean isNext(ByteBuffer in, int tag) {
    return in.hasRemaining() && (in.get(in.position()) & 0xff) == tag;
  }

  /** The content of the next value, which must have that tag. */
  static ByteBuffer read(ByteBuffer in, int tag) throws HandshakeException {
    if (in.remaining() < 2 || (in.get() & 0xff) != tag) {
      throw new HandshakeException("certificate is malformed: no [" + tag + "] where one must be");
    }
    int length = length(in);
    if (length > in.remaining()) {
      throw new HandshakeException("certificate is cut short at [" + length + "] bytes");
    }
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  /** The next value with its head, which must have that tag. */
  static byte[] readWhole(ByteBuffer in, int tag) throws HandshakeException {
    int begin = in.position();
    read(in, tag);
    return bytes(in.slice(begin, in.position() - begin));
  }

  /** That nothing follows. */
  static void end(ByteBuffer in) throws HandshakeException {
    if (in.hasRemaining()) {
      throw new HandshakeException("certificate has [" + in.remaining() + "] bytes too many");
    }
  }

  static byte[] bytes(ByteBuffer content) {
    byte[] copy = new byte[content.remaining()];
    content.get(copy);
    return copy;
  }

  /** In as few bytes as it takes, as DER wants it; two at most. */
  private static int length(ByteBuffer in) throws HandshakeException {
    int first = in.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    int bytes = first & 0x7f;
    if (bytes == 0 || bytes > 2 || bytes > in.remaining()) {
      throw new HandshakeException("certificate has a length of [" + bytes + "] bytes");
    }
    int length = bytes == 1 ? in.get() & 0xff : in.getShort() & 0xffff;
    if (length < (bytes == 1 ? 0x80 : 0x100)) {
      throw new HandshakeException("certificate has a length that is longer than it need be");
    }
    return length;
  }
}
