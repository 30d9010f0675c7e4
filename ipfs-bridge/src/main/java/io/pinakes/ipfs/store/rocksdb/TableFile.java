package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.MultiformatException;
import io.pinakes.core.multiformats.Varint;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a table file says of itself: the number that it was written under, and its space. A file
 * under another number is another table's, however sound its pages are: its entries would be read
 * as what that one holds.
 */
final class TableFile {
  private static final Logger LOG = LoggerFactory.getLogger(TableFile.class);

  /**
   * The property {@code rocksdb.original.file.number}; what it shares with the one before it is
   * left out. Behind it stands the value.
   */
  private static final byte[] NUMBER = "riginal.file.number".getBytes(StandardCharsets.US_ASCII);

  /** The properties are the last but for a directory and a footer. */
  private static final int TAIL_BYTES = 16 << 10;

  private static final String ENDING = ".sst";
  private static final String ASIDE = ".aside";

  private TableFile() {}

  /** The number that a table was written under; empty if that cannot be read. */
  static OptionalLong number(Path table) throws IOException {
    byte[] tail;
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "r")) {
      tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
      file.seek(file.length() - tail.length);
      file.readFully(tail);
    }
    for (int at = tail.length - NUMBER.length; at >= 0; at--) {
      if (Arrays.equals(tail, at, at + NUMBER.length, NUMBER, 0, NUMBER.length)) {
        int value = at + NUMBER.length;
        try {
          return OptionalLong.of(
              Varint.read(ByteBuffer.wrap(tail, value, tail.length - value).slice()));
        } catch (MultiformatException e) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  /** Whether a table can be opened, and was written for that space. */
  static boolean isOf(Path table, String space) {
    try (Options options = new Options();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(table.toString());
      byte[] name = reader.getTableProperties().getColumnFamilyName();
      return space.equals(new String(name, StandardCharsets.UTF_8));
    } catch (RocksDBException e) {
      return false;
    }
  }

  /**
   * Gives tables that lie under the number of another their own again. One whose place is taken by
   * its like is a copy, and goes.
   *
   * @return how many were elsewhere
   */
  static int putBack(Path folder) throws IOException {
    Map<Path, Path> homes = new LinkedHashMap<>();
    for (Path table : DatabaseFiles.files(folder, ENDING)) {
      OptionalLong number = number(table);
      String name = table.getFileName().toString();
      if (number.isPresent()
          && number.getAsLong() != Long.parseLong(name.replace(ENDING, ""))
          && Wreck.isReadable(table)) {
        // All go aside first, as the place of one may be taken by the next.
        Path aside = Files.move(table, folder.resolve(name + ASIDE));
        homes.put(
            aside, folder.resolve(String.format(Locale.ROOT, "%06d", number.getAsLong()) + ENDING));
      }
    }
    for (Map.Entry<Path, Path> each : homes.entrySet()) {
      LOG.info("table [{}] was found as [{}]", each.getValue(), each.getKey());
      if (Files.exists(each.getValue())) {
        Files.delete(each.getKey());
      } else {
        Files.move(each.getKey(), each.getValue());
      }
    }
    return homes.size();
  }
}
