package io.pinakes.ipfs.store.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.rocksdb.RocksDBException;

/**
 * A file of large values, read without the tables that point into it. By RocksDB's <a
 * href="https://github.com/facebook/rocksdb/blob/main/db/blob/blob_log_format.h">format</a>: 30
 * bytes of header; for each value the lengths of key and value, a time (8 bytes each), masked
 * CRC-32Cs of these 24 bytes and of what follows (4 each), key and value; little-endian.
 */
final class BlobFile {
  private static final int FILE_HEADER = 30;
  private static final int HEADER = 32;
  private static final int SUMMED = 24;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int MAX_KEY = 8 << 10;

  private BlobFile() {}

  /** Hands over all values that can be read: as they are, and unpacked if they can be. */
  static void read(Path file, Wreck.Taker taker) throws IOException, RocksDBException {
    try (FileChannel channel = FileChannel.open(file)) {
      // At most some 64 MiB long, by RocksSettings.
      ByteBuffer all = ByteBuffer.allocate((int) Math.min(channel.size(), Integer.MAX_VALUE - 8));
      for (int read = 0; all.hasRemaining() && read >= 0; ) {
        read = channel.read(all);
      }
      all.flip().order(ByteOrder.LITTLE_ENDIAN);
      int at = FILE_HEADER;
      while (at + HEADER <= all.limit()) {
        if (!isHeader(all, at)) {
          at++;
          continue;
        }
        byte[] key = new byte[(int) all.getLong(at)];
        byte[] value = new byte[(int) all.getLong(at + 8)];
        all.get(at + HEADER, key).get(at + HEADER + key.length, value);
        taker.take(key, value);
        Optional<byte[]> unpacked = Lz4.unpack(value);
        if (unpacked.isPresent()) {
          taker.take(key, unpacked.get());
        }
        at += HEADER + key.length + value.length;
      }
    }
  }

  private static boolean isHeader(ByteBuffer all, int at) {
    long key = all.getLong(at);
    long value = all.getLong(at + 8);
    if (key <= 0 || key > MAX_KEY || value < 0 || value > all.limit() - at - HEADER - key) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(all.slice(at, SUMMED));
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA == all.getInt(at + SUMMED);
  }
}
