package io.pinakes.datasets.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * Writes an archive that {@code tar} reads, and whose last entry, {@code SHA256}, is the hash of
 * all bytes before that entry: {@code head -c $((size - 2048)) FILE | sha256sum}.
 */
final class TarWriter {
  static final String DIGEST = "SHA256";

  /** Header, hash and line feed padded to a block, and two blocks of zeros. */
  static final int TAIL_BYTES = 4 * TarHeader.BLOCK;

  private static final int BUFFER_BYTES = 1 << 20;

  private final OutputStream out;
  private final MessageDigest digest;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  TarWriter(OutputStream out) {
    this.out = out;
    this.digest = Digests.sha256();
  }

  /**
   * Adds a file.
   *
   * @param size how much of the content there is; no more is read
   * @param moved hears how much was written since it last heard
   */
  void add(String path, long size, long seconds, InputStream content, LongConsumer moved)
      throws IOException {
    long time = Math.clamp(seconds, 0, TarHeader.MAX_NUMBER);
    write(TarPath.headers(path, size, time));
    long left = size;
    while (left > 0) {
      int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("[" + path + "] became shorter while it was read");
      }
      write(buffer, read);
      left -= read;
      moved.accept(read);
    }
    write(new byte[TarHeader.padding(size)]);
  }

  /** Ends the archive. */
  void finish() throws IOException {
    byte[] line =
        (HexFormat.of().formatHex(digest.digest()) + "\n").getBytes(StandardCharsets.US_ASCII);
    out.write(tail(line));
  }

  /** The end of an archive with this hash and line feed. */
  static byte[] tail(byte[] line) {
    byte[] tail = new byte[TAIL_BYTES];
    byte[] header = new TarHeader(DIGEST, '0', line.length, 0).encode();
    System.arraycopy(header, 0, tail, 0, header.length);
    System.arraycopy(line, 0, tail, TarHeader.BLOCK, line.length);
    return tail;
  }

  private void write(byte[] bytes) throws IOException {
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) throws IOException {
    digest.update(bytes, 0, length);
    out.write(bytes, 0, length);
  }
}
