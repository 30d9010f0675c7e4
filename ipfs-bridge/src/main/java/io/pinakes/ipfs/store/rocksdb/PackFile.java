package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
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
    try (FileChannel channel = FileChannel.open(file)) {
      // Mapped, and at most so long as Packs makes them.
      long length = Math.min(channel.size(), Integer.MAX_VALUE - 8);
      ByteBuffer all = channel.map(MapMode.READ_ONLY, 0, length);
      int at = 0;
      while (at + HEADER <= all.limit()) {
        if (!isHead(all, at)) {
          at++;
          continue;
        }
        byte[] key = new byte[Short.toUnsignedInt(all.getShort(at + 4))];
        byte[] value = new byte[all.getInt(at + 6)];
        int begin = at + HEADER + key.length;
        all.get(at + HEADER, key).get(begin, value);
        if (crc(value) == all.getInt(at + 10)) {
          taker.take(key, value, begin);
          at = begin + value.length;
        } else {
          at++;
        }
      }
    }
  }

  private static boolean isHead(ByteBuffer all, int at) {
    if (all.getInt(at) != MAGIC) {
      return false;
    }
    int key = Short.toUnsignedInt(all.getShort(at + 4));
    long value = all.getInt(at + 6);
    return value >= 0
        && value <= MAX_VALUE_BYTES
        && key + value <= all.limit() - at - HEADER
        && headCrc(all.slice(at, SUMMED), all.slice(at + HEADER, key)) == all.getInt(at + SUMMED);
  }
}
