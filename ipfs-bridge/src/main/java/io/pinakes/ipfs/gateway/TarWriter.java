package io.pinakes.ipfs.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes POSIX tar (IEEE 1003.1, pax): blocks of 512 bytes, a header before each entry,
 *
 * <pre>
 *   0 name 100 | 100 mode 8 | 108 uid 8 | 116 gid 8 | 124 size 12 | 136 time 12 | 148 sum 8
 *   156 kind | 157 link 100 | 257 "ustar\0" "00" | …
 * </pre>
 *
 * and where name, target or size do not fit, a pax header of {@code length key=value\n} before it.
 */
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final long MAX_OCTAL_SIZE = (1L << 33) - 1;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void folder(String path) throws IOException {
    entry(path, '5', 0, "");
  }

  void symlink(String path, String target) throws IOException {
    entry(path, '2', 0, target);
  }

  void file(String path, long size, InputStream content) throws IOException {
    entry(path, '0', size, "");
    try (content) {
      if (content.transferTo(out) != size) {
        throw new EOFException("file [" + path + "] is not as long as it says");
      }
    }
    out.write(new byte[(int) (-size & BLOCK - 1)]);
  }

  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void entry(String path, char kind, long size, String target) throws IOException {
    ByteArrayOutputStream pax = new ByteArrayOutputStream();
    if (!fits(path)) {
      pax.writeBytes(paxRecord("path", path));
    }
    if (!fits(target)) {
      pax.writeBytes(paxRecord("linkpath", target));
    }
    if (size > MAX_OCTAL_SIZE) {
      pax.writeBytes(paxRecord("size", Long.toString(size)));
    }
    if (pax.size() > 0) {
      header("pax", 'x', pax.size(), "");
      out.write(Arrays.copyOf(pax.toByteArray(), pax.size() + (-pax.size() & BLOCK - 1)));
    }
    header(path, kind, Math.min(size, MAX_OCTAL_SIZE), target);
  }

  private static boolean fits(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == text.length() && bytes.length <= NAME_BYTES;
  }

  /** The length counts its own digits. */
  private static byte[] paxRecord(String key, String value) {
    byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
    int length = rest.length + 1;
    while (Integer.toString(length).length() + rest.length != length) {
      length = Integer.toString(length).length() + rest.length;
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(rest);
    return record.toByteArray();
  }

  private void header(String name, char kind, long size, String target) throws IOException {
    byte[] block = new byte[BLOCK];
    text(block, 0, name);
    octal(block, 100, 8, kind == '5' ? 0755 : 0644);
    octal(block, 108, 8, 0);
    octal(block, 116, 8, 0);
    octal(block, 124, 12, size);
    octal(block, 136, 12, 0);
    block[156] = (byte) kind;
    text(block, 157, target);
    text(block, 257, "ustar");
    block[263] = '0';
    block[264] = '0';
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    octal(block, 148, 7, sum);
    out.write(block);
  }

  private static void text(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, NAME_BYTES));
  }

  private static void octal(byte[] block, int at, int width, long value) {
    String digits = Long.toOctalString(value);
    int start = at + width - 1 - digits.length();
    Arrays.fill(block, at, start, (byte) '0');
    byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, start, bytes.length);
  }
}
