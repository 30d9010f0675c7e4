package io.pinakes.p2p.security.tls.driver;

import io.pinakes.p2p.resource.ReservedBuffer;
import io.pinakes.p2p.security.HandshakeException;
import io.pinakes.p2p.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the channel brings, for the library to read. The reader's alone.
 *
 * <p>As long as the peer is a stranger, a record is refused by its head if it is longer than any of
 * an honest handshake, before room is made for it.
 */
final class TlsInput extends InputStream {
  private static final int HEAD_BYTES = 5;
  private static final int LENGTH_AT = 3;
  private static final int LARGE_BYTES = 8 * (16 * 1024 + 22); // eight full records

  private final Duplex channel;
  private final TlsOutput output;
  private final ReservedBuffer buffer;
  private int start;
  private int end;
  private boolean idle;
  private boolean isShakingHands = true;
  private long heard; // during the handshake
  private int headAt; // in the head of a record
  private int length;
  private int left; // of the record behind its head

  /** Sends what waits in the output before it waits for the peer, as long as hands are shaken. */
  TlsInput(Duplex channel, TlsOutput output, ReservedBuffer buffer) {
    this.channel = channel;
    this.output = output;
    this.buffer = buffer;
  }

  void handshakeIsDone() {
    isShakingHands = false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (start == end && !fill()) {
      return -1;
    }
    int count = Math.min(most, end - start);
    System.arraycopy(buffer.array(), start, into, offset, count);
    start += count;
    if (isShakingHands) {
      check(into, offset, count);
    }
    return count;
  }

  /** Whether a whole record is here, so that reading it does not wait. */
  boolean holdsRecord() {
    int bytes = end - start;
    if (bytes < HEAD_BYTES) {
      return false;
    }
    byte[] array = buffer.array();
    int high = array[start + LENGTH_AT] & 0xff;
    int low = array[start + LENGTH_AT + 1] & 0xff;
    return bytes >= HEAD_BYTES + (high << Byte.SIZE | low);
  }

  /** A large buffer is kept as long as reads fill it. */
  private boolean fill() throws IOException {
    if (isShakingHands) {
      output.send();
    } else if (idle) {
      buffer.shrink();
    } else if (end == buffer.capacity()) {
      buffer.tryGrow(LARGE_BYTES);
    }
    start = 0;
    end = 0;
    int count = channel.read(buffer.array(), 0, buffer.capacity());
    end = Math.max(0, count);
    idle = count < ReservedBuffer.SMALL_BYTES;
    return count >= 0;
  }

  private void check(byte[] bytes, int offset, int count) throws HandshakeException {
    heard += count;
    if (heard > TlsSecurity.MAX_HANDSHAKE_BYTES) {
      throw new HandshakeException("a TLS handshake of more than [" + heard + "] bytes");
    }
    for (int at = offset; at < offset + count; ) {
      if (left > 0) {
        int passed = Math.min(left, offset + count - at);
        left -= passed;
        at += passed;
        continue;
      }
      int octet = bytes[at++] & 0xff;
      length = headAt >= LENGTH_AT ? length << Byte.SIZE | octet : 0;
      headAt++;
      if (headAt == HEAD_BYTES) {
        if (length > TlsSecurity.MAX_MESSAGE_BYTES) {
          throw new HandshakeException("a TLS record of [" + length + "] bytes in a handshake");
        }
        headAt = 0;
        left = length;
      }
    }
  }
}
