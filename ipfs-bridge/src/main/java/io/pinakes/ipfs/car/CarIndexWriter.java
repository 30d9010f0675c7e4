package io.pinakes.ipfs.car;

import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.multiformats.Varint;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects where blocks stand, and writes an index of them (see {@link CarIndexFormat}). */
final class CarIndexWriter {
  /** In {@link CarIndexFormat#SORTED}, entries of all functions stand together. */
  private static final long ANY_CODE = 0;

  private final CarIndexFormat format;
  private final boolean withIdentities;

  /** Entries as they are written, by code and by width. */
  private final TreeMap<Long, TreeMap<Integer, List<byte[]>>> entries = new TreeMap<>();

  CarIndexWriter(CarIndexFormat format) {
    this(format, false);
  }

  CarIndexWriter(CarIndexFormat format, boolean withIdentities) {
    this.format = format;
    this.withIdentities = withIdentities;
  }

  void add(Multihash hash, long offset) {
    if (hash.code() == Multihash.IDENTITY && !withIdentities) {
      return;
    }
    int width = hash.digestLength() + Long.BYTES;
    ByteBuffer entry = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    entry.put(hash.digest()).putLong(offset);
    entries
        .computeIfAbsent(
            format == CarIndexFormat.SORTED ? ANY_CODE : hash.code(), code -> new TreeMap<>())
        .computeIfAbsent(width, w -> new ArrayList<>())
        .add(entry.array());
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(Varint.encode(format.code()));
    if (format == CarIndexFormat.SORTED) {
      writeWidths(entries.getOrDefault(ANY_CODE, new TreeMap<>()), out);
      return;
    }
    out.write(number(Integer.BYTES).putInt(entries.size()).array());
    for (var byCode : entries.entrySet()) {
      out.write(number(Long.BYTES).putLong(byCode.getKey()).array());
      writeWidths(byCode.getValue(), out);
    }
  }

  private static void writeWidths(SortedMap<Integer, List<byte[]>> widths, OutputStream out)
      throws IOException {
    out.write(number(Integer.BYTES).putInt(widths.size()).array());
    for (var byWidth : widths.entrySet()) {
      int width = byWidth.getKey();
      List<byte[]> sorted = byWidth.getValue();
      // Stable, so that blocks which stand twice keep the order of the archive.
      sorted.sort(
          (a, b) -> Arrays.compareUnsigned(a, 0, width - Long.BYTES, b, 0, width - Long.BYTES));
      long bytes = (long) width * sorted.size();
      out.write(number(Integer.BYTES + Long.BYTES).putInt(width).putLong(bytes).array());
      for (byte[] entry : sorted) {
        out.write(entry);
      }
    }
  }

  private static ByteBuffer number(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
