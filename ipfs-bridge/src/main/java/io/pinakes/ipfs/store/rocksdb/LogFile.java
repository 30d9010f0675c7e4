package io.pinakes.ipfs.store.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * One file of RocksDB's log, read as its <a
 * href="https://github.com/facebook/rocksdb/wiki/Write-Ahead-Log-File-Format">format</a> says:
 * blocks of 32 KiB; in them fragments of a masked CRC-32C (4 bytes), a length (2), a type (1) and
 * the content; a batch is one fragment, or a first, some middle ones and a last. A batch begins
 * with its sequence number (8) and its count of entries (4), all little-endian.
 */
final class LogFile {
  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int BATCH_HEAD = 12;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final ByteBuffer bytes;
  private int position;

  /** The fragment that was read last: where its content is, and what it is of. */
  private int type;

  private int content;
  private int length;

  LogFile(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where batches are whole up to. */
  record Prefix(int end, OptionalLong firstSequence, OptionalLong nextSequence) {}

  /** Reads batches from the start, until the end or the first that is not whole. */
  Prefix readWhole() {
    position = 0;
    int end = 0;
    OptionalLong first = OptionalLong.empty();
    OptionalLong next = OptionalLong.empty();
    OptionalLong[] batch = {OptionalLong.empty(), OptionalLong.empty()};
    while (readBatch(batch)) {
      end = position;
      first = first.isPresent() ? first : batch[0];
      next = batch[1];
    }
    return new Prefix(end, first, next);
  }

  /** Whether a batch begins somewhere behind the one that is not whole at a place. */
  boolean hasBatchBehind(int place) {
    position = place;
    skipTrailer();
    // The broken batch's own beginning may well be sound.
    int from = readFragment() && type == FIRST ? position : place;
    for (int at = from; at + HEADER <= bytes.limit(); at++) {
      position = at;
      if (readFragment() && (type == FULL || type == FIRST)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what is at a place looks like a record of a log that is written over in place. RocksDB
   * 11.8 reads such a one again and again if the log did not begin with one.
   */
  boolean isTrap(int place) {
    int at = place + 6 < bytes.limit() ? bytes.get(place + 6) : 0;
    return at < 0 || at > LAST;
  }

  /** The number that the first batch says it has, though its checksum may be wrong. */
  OptionalLong claimedSequence() {
    return bytes.limit() < HEADER + BATCH_HEAD
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.getLong(HEADER));
  }

  int size() {
    return bytes.limit();
  }

  /** Whether all bytes from a place on are zero, as in room that was only set aside. */
  boolean isBlankFrom(int from) {
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads a whole batch; says its sequence number, and that of the one after. */
  private boolean readBatch(OptionalLong[] sequence) {
    ByteBuffer head = ByteBuffer.allocate(BATCH_HEAD).order(ByteOrder.LITTLE_ENDIAN);
    skipTrailer();
    if (!readFragment() || (type != FULL && type != FIRST)) {
      return false;
    }
    take(head);
    while (type != FULL && type != LAST) {
      skipTrailer();
      if (!readFragment() || (type != MIDDLE && type != LAST)) {
        return false;
      }
      take(head);
    }
    if (head.hasRemaining()) {
      return false;
    }
    sequence[0] = OptionalLong.of(head.getLong(0));
    sequence[1] = OptionalLong.of(head.getLong(0) + Integer.toUnsignedLong(head.getInt(8)));
    return true;
  }

  private void take(ByteBuffer head) {
    int taken = Math.min(head.remaining(), length);
    head.put(bytes.slice(content, taken));
  }

  /** The last bytes of a block that no header fits in are unused. */
  private void skipTrailer() {
    int left = BLOCK - position % BLOCK;
    if (left < HEADER) {
      position += left;
    }
  }

  /** Reads the fragment here; false if there is none that its checksum bears out. */
  private boolean readFragment() {
    int left = Math.min(BLOCK - position % BLOCK, bytes.limit() - position);
    if (left < HEADER) {
      return false;
    }
    length = Short.toUnsignedInt(bytes.getShort(position + 4));
    type = bytes.get(position + 6);
    content = position + HEADER;
    if (type < FULL || type > LAST || length > left - HEADER) {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(position + 6, 1 + length));
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    if (masked != bytes.getInt(position)) {
      return false;
    }
    position = content + length;
    return true;
  }
}
