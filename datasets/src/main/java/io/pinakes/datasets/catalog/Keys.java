package io.pinakes.datasets.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Keys of tables: a dataset's number in four bytes, big-endian, then what the table sorts by. */
public final class Keys {
  private Keys() {}

  /** All keys of a dataset begin so. */
  public static byte[] dataset(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** The first key behind those of a dataset. */
  public static byte[] behind(int number) {
    return dataset(number + 1);
  }

  /** A key of a dataset: the number and some bytes. */
  public static byte[] of(int number, byte[]... parts) {
    int length = 4;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer key = ByteBuffer.allocate(length).putInt(number);
    for (byte[] part : parts) {
      key.put(part);
    }
    return key.array();
  }

  /** A key of a dataset: the number and a path. */
  public static byte[] path(int number, String path) {
    return of(number, path.getBytes(StandardCharsets.UTF_8));
  }

  /** The path of a key that {@link #path} made. */
  public static String pathOf(byte[] key) {
    return new String(key, 4, key.length - 4, StandardCharsets.UTF_8);
  }

  /** A number that sorts as it counts. */
  public static byte[] number(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
