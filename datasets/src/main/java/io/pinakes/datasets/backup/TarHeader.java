package io.pinakes.datasets.backup;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The 512 bytes before an entry of an archive (POSIX.1-2017, pax, "ustar Interchange Format"):
 *
 * <pre>
 *   0 name[100]   100 mode[8]    108 uid[8]   116 gid[8]    124 size[12]  136 mtime[12]
 * 148 chksum[8]   156 typeflag   157 linkname[100]          257 magic[6] "ustar\0"  263 version "00"
 * 265 uname[32]   297 gname[32]  329 devmajor[8]  337 devminor[8]  345 prefix[155]  500 zeros[12]
 * </pre>
 *
 * <p>Numbers are octal digits and a zero. What we write has no users, links, devices or prefix.
 *
 * @param name at most 100 bytes of ASCII
 * @param type {@code 0} of a file, {@code x} of what is said about the next
 * @param size of the content, in bytes
 * @param seconds when it was changed, since 1970
 */
record TarHeader(String name, char type, long size, long seconds) {
  static final int BLOCK = 512;
  static final int MAX_NAME = 100;

  /** The most that eleven octal digits hold. */
  static final long MAX_NUMBER = (1L << 33) - 1;

  private static final int TYPE = 156;

  byte[] encode() {
    byte[] block = new byte[BLOCK];
    put(block, 0, name);
    put(block, 100, "0000600\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, octal(size));
    put(block, 136, octal(seconds));
    Arrays.fill(block, 148, TYPE, (byte) ' ');
    block[TYPE] = (byte) type;
    put(block, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte each : block) {
      sum += Byte.toUnsignedInt(each);
    }
    put(block, 148, String.format(java.util.Locale.ROOT, "%06o\0 ", sum));
    return block;
  }

  /** Reads what {@link #encode} writes, and nothing else. */
  static Optional<TarHeader> decode(byte[] block) {
    int end = 0;
    while (end < MAX_NAME && block[end] != 0) {
      end++;
    }
    String name = new String(block, 0, end, StandardCharsets.US_ASCII);
    long size = number(block, 124);
    long seconds = number(block, 136);
    if (size < 0 || seconds < 0) {
      return Optional.empty();
    }
    TarHeader header = new TarHeader(name, (char) block[TYPE], size, seconds);
    return Arrays.equals(header.encode(), block) ? Optional.of(header) : Optional.empty();
  }

  /** How many bytes follow a content to the next header. */
  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  private static String octal(long number) {
    return String.format(java.util.Locale.ROOT, "%011o\0", number);
  }

  private static long number(byte[] block, int at) {
    String digits = new String(block, at, 11, StandardCharsets.US_ASCII);
    return digits.matches("[0-7]{11}") ? Long.parseLong(digits, 8) : -1;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
