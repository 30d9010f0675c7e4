package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The index of a version 2 archive, searched where it stands in the file (see {@link
 * CarIndexFormat}): memory holds one record a width, never the entries.
 */
final class CarIndex implements Offsets {
  /** There are some dozens of hash functions, each of a few lengths. */
  private static final int MAX_BUCKETS = 4096;

  private static final int MAX_WIDTH = Multihash.MAX_DIGEST_BYTES + Long.BYTES;

  /** Entries of one width, and of one hash function where the format tells them apart. */
  private record Bucket(long code, int width, FileBytes entries) {}

  private final CarIndexFormat format;
  private final List<Bucket> buckets;

  private CarIndex(CarIndexFormat format, List<Bucket> buckets) {
    this.format = format;
    this.buckets = buckets;
  }

  /**
   * Reads the headers of an index.
   *
   * @return empty if it is in a format that is not known
   * @throws CarException if it is malformed
   */
  static Optional<CarIndex> open(FileBytes in) throws IOException {
    ByteBuffer start = in.upTo(Varint.MAX_BYTES, 0);
    long code;
    try {
      code = Varint.read(start);
    } catch (MultiformatException e) {
      throw new CarException("CAR index: " + e.getMessage(), e);
    }
    for (CarIndexFormat format : CarIndexFormat.values()) {
      if (format.code() == code) {
        return Optional.of(new CarIndex(format, buckets(format, in, start.position())));
      }
    }
    return Optional.empty();
  }

  private static List<Bucket> buckets(CarIndexFormat format, FileBytes in, long start)
      throws IOException {
    List<Bucket> buckets = new ArrayList<>();
    if (format == CarIndexFormat.SORTED) {
      widths(0, in, start, buckets);
      return buckets;
    }
    int codes = count(in, start);
    long at = start + Integer.BYTES;
    for (int i = 0; i < codes; i++) {
      long code = in.read(Long.BYTES, at).getLong();
      at = widths(code, in, at + Long.BYTES, buckets);
    }
    return buckets;
  }

  /** Reads the buckets of each width, and returns where they end. */
  private static long widths(long code, FileBytes in, long start, List<Bucket> buckets)
      throws IOException {
    int widths = count(in, start);
    long at = start + Integer.BYTES;
    for (int i = 0; i < widths; i++) {
      ByteBuffer head = in.read(Integer.BYTES + Long.BYTES, at);
      int width = head.getInt();
      long bytes = head.getLong();
      at += head.capacity();
      if (width < Long.BYTES || width > MAX_WIDTH || bytes < 0 || bytes % width != 0) {
        throw new CarException(
            "CAR index has entries of [" + width + "] bytes in [" + bytes + "] bytes");
      }
      if (bytes > in.size() - at) {
        throw new CarException("CAR index is cut short: [" + bytes + "] bytes at [" + at + "]");
      }
      if (buckets.size() == MAX_BUCKETS) {
        throw new CarException("CAR index has more than [" + MAX_BUCKETS + "] parts");
      }
      buckets.add(new Bucket(code, width, in.part(at, at + bytes)));
      at += bytes;
    }
    return at;
  }

  private static int count(FileBytes in, long at) throws IOException {
    int count = in.read(Integer.BYTES, at).getInt();
    if (count < 0 || count > MAX_BUCKETS) {
      throw new CarException("CAR index has [" + Integer.toUnsignedString(count) + "] parts");
    }
    return count;
  }

  CarIndexFormat format() {
    return format;
  }

  /** How many entries there are. */
  long size() {
    return buckets.stream().mapToLong(b -> b.entries.size() / b.width).sum();
  }

  @Override
  public List<Long> find(Multihash hash) throws IOException {
    List<Long> found = new ArrayList<>();
    for (Bucket bucket : buckets) {
      if (bucket.width == hash.digestLength() + Long.BYTES
          && (format == CarIndexFormat.SORTED || bucket.code == hash.code())) {
        find(hash.digest(), bucket, found);
      }
    }
    return found;
  }

  /** Searches for the first entry of a digest, and takes those behind it that have it, too. */
  private static void find(byte[] digest, Bucket bucket, List<Long> found) throws IOException {
    long count = bucket.entries.size() / bucket.width;
    long low = 0;
    long high = count;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (compare(entry(bucket, middle), digest) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (long i = low; i < count && found.size() < MAX_BUCKETS; i++) {
      byte[] entry = entry(bucket, i);
      if (compare(entry, digest) != 0) {
        return;
      }
      ByteBuffer offset = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
      found.add(offset.getLong(digest.length));
    }
  }

  private static byte[] entry(Bucket bucket, long i) throws IOException {
    return bucket.entries.bytes(bucket.width, i * bucket.width);
  }

  private static int compare(byte[] entry, byte[] digest) {
    return Arrays.compareUnsigned(entry, 0, digest.length, digest, 0, digest.length);
  }
}
