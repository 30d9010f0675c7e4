package io.pinakes.p2p.wire.driver;

import io.pinakes.core.multiformats.Varint;
import io.pinakes.p2p.transport.Duplex;
import io.pinakes.p2p.wire.WireException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Messages as {@code varint length | message}. */
public final class Delimited {
  private static final int MAX_LENGTH_BYTES = 5;

  private Delimited() {}

  /**
   * Reads one message; empty at the end of the channel.
   *
   * @param mostBytes what it may have; a longer one is refused by its length
   */
  public static Optional<byte[]> read(Duplex channel, int mostBytes) throws IOException {
    return read(channel, mostBytes, bytes -> {});
  }

  /**
   * Reads one message; empty at the end of the channel.
   *
   * @param payment is told the length before there is room for the message, and may refuse it
   */
  public static Optional<byte[]> read(Duplex channel, int mostBytes, Payment payment)
      throws IOException {
    byte[] one = new byte[1];
    long length = 0;
    for (int i = 0; ; i++) {
      if (channel.read(one, 0, 1) < 0) {
        if (i == 0) {
          return Optional.empty();
        }
        throw new EOFException("peer ended within a length");
      }
      length |= (long) (one[0] & 0x7f) << (7 * i);
      if (one[0] >= 0) {
        break;
      }
      if (i + 1 == MAX_LENGTH_BYTES) {
        throw new WireException("length of a message does not end");
      }
    }
    if (length > mostBytes) {
      throw new WireException("message of [" + length + "] bytes where [" + mostBytes + "] may be");
    }
    payment.of((int) length);
    return Optional.of(channel.readExactly((int) length));
  }

  /** Writes one message, in one piece. */
  public static void write(Duplex channel, byte[] message) throws IOException {
    byte[] length = Varint.encode(message.length);
    byte[] both = Arrays.copyOf(length, length.length + message.length);
    System.arraycopy(message, 0, both, length.length, message.length);
    channel.write(both);
  }

  /** Pays for a message. */
  @FunctionalInterface
  public interface Payment {
    /** Pays for so many bytes, or throws. */
    void of(int bytes) throws IOException;
  }
}
