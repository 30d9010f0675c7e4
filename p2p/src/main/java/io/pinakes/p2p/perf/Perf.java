package io.pinakes.p2p.perf;

import io.pinakes.p2p.Stream;
import io.pinakes.p2p.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * perf over a stream (libp2p's perf specification):
 *
 * <pre>{@code
 * client: bytes to send back, 64 bits, big-endian | any bytes | end
 * server: reads to the end, then sends that many bytes | end
 * }</pre>
 *
 * <p>Who serves it lets peers have all of its bandwidth, so a host does so only when asked to.
 */
public final class Perf {
  /** Its name. */
  public static final String PROTOCOL = "/perf/1.0.0";

  /** What is read and written at once, in bytes, as in FIGURES of all implementations. */
  private static final int BLOCK_BYTES = 64 * 1024;

  private Perf() {}

  /** Serves one run. */
  public static void answer(Stream stream) throws IOException {
    long wanted = ByteBuffer.wrap(stream.readExactly(Long.BYTES)).getLong();
    if (wanted < 0) {
      throw new WireException("perf asks for 2^63 bytes or more");
    }
    byte[] block = new byte[BLOCK_BYTES];
    readToEnd(stream, block);
    write(stream, block, wanted);
    stream.closeOutput();
  }

  /**
   * Runs it once.
   *
   * @param clock nanoseconds of a monotonic clock
   * @throws WireException if the peer sends back more or less than it was asked for
   */
  public static Result run(Stream stream, long upload, long download, LongSupplier clock)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long begin = clock.getAsLong();
    stream.write(ByteBuffer.allocate(Long.BYTES).putLong(download).array());
    write(stream, block, upload);
    stream.closeOutput();
    long first = stream.read(block, 0, block.length); // once all that was sent has been read
    long turned = clock.getAsLong();
    long received = Math.max(0, first) + (first < 0 ? 0 : readToEnd(stream, block));
    long end = clock.getAsLong();
    if (received != download) {
      throw new WireException("perf sent [" + received + "] bytes of [" + download + "]");
    }
    return new Result(Duration.ofNanos(turned - begin), Duration.ofNanos(end - turned));
  }

  private static long readToEnd(Stream stream, byte[] block) throws IOException {
    long all = 0;
    for (int count = stream.read(block, 0, block.length);
        count > 0;
        count = stream.read(block, 0, block.length)) {
      all += count;
    }
    return all;
  }

  private static void write(Stream stream, byte[] block, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int part = (int) Math.min(left, block.length);
      stream.write(block, 0, part);
      left -= part;
    }
  }

  /**
   * How long it took.
   *
   * @param upload until the first byte came back, or the end
   * @param download from then to the end
   */
  public record Result(Duration upload, Duration download) {}
}
