package io.pinakes.datasets.catalog;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.store.StoreDamagedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads the catalogue's records, and holds each against its key: what is none is damage of the
 * store, such as another table's entries, and not the fault of whoever asks.
 */
final class CatalogRecords {
  private static final int MAX_SHOWN = 64;

  private CatalogRecords() {}

  /** Reads a record. */
  interface Decoder<T> {
    T decode(byte[] key, byte[] value) throws IOException;
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  /** Tries to read a record. */
  interface Trial {
    Object read() throws IOException;
  }

  static boolean isReadable(Trial trial) throws IOException {
    try {
      trial.read();
      return true;
    } catch (StoreDamagedException e) {
      return false;
    }
  }

  static DatasetRecord dataset(byte[] key, byte[] value) throws IOException {
    DatasetRecord record = checked("datasets", key, () -> DatasetRecord.decode(value));
    require(
        Arrays.equals(record.name().getBytes(StandardCharsets.UTF_8), key),
        "datasets",
        key,
        "name");
    return record;
  }

  static HeadRecord head(byte[] key, byte[] value) throws IOException {
    require(key.length == Integer.BYTES, "heads", key, "key");
    return checked("heads", key, () -> HeadRecord.decode(value));
  }

  static VersionRecord version(byte[] key, byte[] value) throws IOException {
    VersionRecord record = checked("versions", key, () -> VersionRecord.decode(value));
    byte[] behind =
        Keys.of(0, Keys.number(record.version()), record.manifest().toBytes()); // of any dataset
    require(
        key.length == behind.length
            && Arrays.equals(key, Integer.BYTES, key.length, behind, Integer.BYTES, behind.length),
        "versions",
        key,
        "key");
    return record;
  }

  static Integer counter(byte[] key, byte[] value) throws IOException {
    require(value.length == Integer.BYTES, "counters", key, "value");
    return value.length;
  }

  private static <T> T checked(String space, byte[] key, Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (CodecException | IllegalArgumentException e) {
      throw new StoreDamagedException(name(space, key) + " is none: " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String space, byte[] key, String what)
      throws StoreDamagedException {
    if (!holds) {
      throw new StoreDamagedException(name(space, key) + " is none: its " + what + " is another's");
    }
  }

  /** What to call a record: keys that are words as they stand, others in hexadecimal digits. */
  static String name(String space, byte[] key) {
    byte[] shown = Arrays.copyOf(key, Math.min(key.length, MAX_SHOWN));
    String text = new String(shown, StandardCharsets.ISO_8859_1);
    boolean isPlain = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return "record ["
        + (isPlain ? text : HexFormat.of().formatHex(shown))
        + "] of table ["
        + space
        + "]";
  }
}
