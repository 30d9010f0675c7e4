package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.rocksdb.RocksDBException;

/**
 * The form of a pack: records, one behind another, big-endian.
 *
 * <pre>
 *   4  "pk" 0x01 0xb5
 *   2  length of the key
 *   4  length of the value
 *   4  CRC-32C of the value
 *   4  CRC-32C of the 14 bytes above and of the key
 *      key, value
 * </pre>
 *
 * <p>A record can be told from anything else, so that what a killed process left half written is
 * passed over, and a pack is of use without the rows that point into it.
 */
final class PackFile {
  static final int MAX_VALUE_BYTES = StoreLimits.MAX_BLOCK_BYTES;

  private static final int MAGIC = 0x706b_01b5;
  private static final int SUMMED = 14;
  private static final int HEADER = 18;

  private PackFile() {}

  /** Takes a record that was found. */
  interface Taker {
    /**
     * Takes it.
     *
     * @param offset where the value begins
     */
    void take(byte[] key, byte[] value, long offset) throws IOException, RocksDBException;
  }

  /** What stands before a value. */
  static byte[] head(byte[] key, byte[] value) {
    ByteBuffer head = ByteBuffer.allocate(HEADER + key.length);
    head.putInt(MAGIC).putShort((short) key.length).putInt(value.length).putInt(crc(value));
    head.putInt(headCrc(head.slice(0, SUMMED), ByteBuffer.wrap(key))).put(key);
    return head.array();
  }

  /** What a record with a value takes in its file. */
  static long recordBytes(byte[] key, int value) {
    return (long) HEADER + key.length + value;
  }

  static int crc(byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(value);
    return (int) crc.getValue();
  }

  private static int headCrc(ByteBuffer summed, ByteBuffer key) {
    CRC32C crc = new CRC32C();
    crc.update(summed);
    crc.update(key);
    return (int) crc.getValue();
  }

  /** Hands over every record whose checksums are right, wherever in the file it begins. */
  static void read(Path file, Taker taker) throws IOException, RocksDBException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      Window window = new Window(in);
      long at = 0;
      while (at + HEADER <= window.end) {
        int length = window.isMagic(at) ? recordBytes(window, at) : 0;
        if (length == 0) {
          at++;
          continue;
        }
        ByteBuffer record = window.from(at, length);
        byte[] key = new byte[Short.toUnsignedInt(record.getShort(4))];
        byte[] value = new byte[record.getInt(6)];
        int begin = HEADER + key.length;
        record.get(HEADER, key).get(begin, value);
        if (crc(value) == record.getInt(10)) {
          taker.take(key, value, at + begin);
          at += length;
        } else {
          at++;
        }
      }
    }
  }

  /** How long the record is that begins there; 0 if none does. */
  private static int recordBytes(Window window, long at) {
    ByteBuffer head = window.from(at, HEADER);
    int key = Short.toUnsignedInt(head.getShort(4));
    int value = head.getInt(6);
    int sum = head.getInt(SUMMED);
    if (value < 0 || value > MAX_VALUE_BYTES || key + (long) value > window.end - at - HEADER) {
      return 0;
    }
    ByteBuffer record = window.from(at, HEADER + key);
    return headCrc(record.slice(0, SUMMED), record.slice(HEADER, key)) == sum
        ? HEADER + key + value
        : 0;
  }

  /**
   * A part of a file that moves along: no mapping, since a part of the disk that cannot be read
   * would end the process. What cannot be read is zero.
   */
  private static final class Window {
    private static final int PAGE = 4_096;

    private final RandomAccessFile file;
    private final long end;
    private final byte[] bytes = new byte[2 * (HEADER + (1 << 16) + MAX_VALUE_BYTES)];
    private long begin;
    private int filled;

    Window(RandomAccessFile file) throws IOException {
      this.file = file;
      this.end = file.length();
    }

    boolean isMagic(long at) {
      return from(at, Integer.BYTES).getInt(0) == MAGIC;
    }

    /** So many bytes from there on, which the file has; good until the next call. */
    ByteBuffer from(long at, int count) {
      if (at < begin || at + count > begin + filled) {
        fill(at);
      }
      return ByteBuffer.wrap(bytes, (int) (at - begin), count).slice();
    }

    private void fill(long at) {
      begin = at;
      filled = (int) Math.min(bytes.length, end - at);
      if (!isRead(0, filled)) {
        for (int page = 0; page < filled; page += PAGE) {
          int length = Math.min(PAGE, filled - page);
          if (!isRead(page, length)) {
            Arrays.fill(bytes, page, page + length, (byte) 0);
          }
        }
      }
    }

    private boolean isRead(int offset, int length) {
      try {
        file.seek(begin + offset);
        file.readFully(bytes, offset, length);
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
