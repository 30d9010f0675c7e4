package io.pinakes.ipfs.store;

import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Sorted maps ("spaces") that are written together: what {@link EngineStore} asks of a technology.
 * Keys sort as unsigned bytes. All methods may be called by many threads; {@link #write} is called
 * by one at a time.
 */
public interface Engine extends AutoCloseable {
  /** The name for messages: the folder. */
  String name();

  /** What a person should know of how it was opened, in sentences; mostly nothing. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Reads all that the files hold, whether anything refers to it or not, and holds it against their
   * checksums.
   *
   * @return what is damaged, in sentences
   */
  default List<String> verify() throws IOException {
    return List.of();
  }

  /** Whether {@link #write} is refused. */
  boolean readOnly();

  /**
   * The values of keys of one space, in order. A space that was never written is empty.
   *
   * @throws StoreDamagedException if a value is there and cannot be read
   */
  List<Optional<byte[]>> getAll(String space, List<byte[]> keys) throws IOException;

  /** Visits a space from a key on, as it was when the scan began. */
  void scan(String space, byte[] from, EntryVisitor visitor) throws IOException;

  /** Where those who go through many blocks keep what they have met. */
  default Scratch scratch() {
    return Scratch.HEAP;
  }

  /** Makes the changes in order, all or none; spaces come into being. */
  void write(List<Change> changes, Durability durability) throws IOException;

  /** Gives the room of removed entries back to the disk. */
  void reclaim() throws IOException;

  /**
   * Gives back what an earlier {@link #reclaim} did not come to, if that is much and costs little;
   * mostly there is nothing.
   */
  default void reclaimLeft() throws IOException {}

  /** Leaves nothing in the files of entries that were removed. */
  void erase() throws IOException;

  /** What the files occupy, in bytes. */
  long diskBytes() throws IOException;

  @Override
  void close() throws IOException;
}
