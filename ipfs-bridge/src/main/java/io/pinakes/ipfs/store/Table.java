package io.pinakes.ipfs.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A named, sorted map from keys to values, read here and written through a {@link Batch}. Keys sort
 * as unsigned bytes, a prefix before what it begins.
 */
public interface Table {
  /** The name it was asked for by. */
  String name();

  /**
   * The value of a key.
   *
   * @throws StoreException if the store cannot be read
   */
  Optional<byte[]> get(byte[] key) throws IOException;

  /**
   * Visits the entries whose keys begin with the prefix, in order, from {@code first} on (an empty
   * array: from the first). The visitor sees the table as it was when the scan began, and may write
   * to the store.
   */
  void scan(byte[] prefix, byte[] first, EntryVisitor visitor) throws IOException;

  /** Visits all entries whose keys begin with the prefix (an empty array: all of the table). */
  default void scan(byte[] prefix, EntryVisitor visitor) throws IOException {
    scan(prefix, new byte[0], visitor);
  }
}
