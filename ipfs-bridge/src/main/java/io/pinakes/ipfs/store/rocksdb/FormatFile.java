package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.ipfs.store.StoreFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code store.format}, which holds {@code pinakes-store 2} and a line feed. Format 1 has
 * no {@link Packs}, and is read as well.
 *
 * @param dir the store's folder
 */
record FormatFile(Path dir) {
  private static final String NAME = "store.format";
  private static final int FORMAT = 2;
  private static final String FORMAT_PREFIX = "pinakes-store ";
  private static final int MAX_FORMAT_BYTES = 64;

  /** How the file is. */
  enum State {
    MISSING,
    DAMAGED,
    /** Of a version before this one's, which this one reads. */
    OLDER,
    SOUND
  }

  private Path file() {
    return dir.resolve(NAME);
  }

  /**
   * Checks it.
   *
   * @throws StoreFormatException if it says that a newer version wrote the store
   */
  State check() throws IOException {
    if (!Files.exists(file())) {
      return State.MISSING;
    }
    String text = "";
    if (Files.size(file()) <= MAX_FORMAT_BYTES) {
      text = Files.readString(file(), StandardCharsets.ISO_8859_1).strip();
    }
    String number = text.startsWith(FORMAT_PREFIX) ? text.substring(FORMAT_PREFIX.length()) : "";
    if (!number.matches("[1-9][0-9]{0,8}")) {
      return State.DAMAGED;
    }
    if (Integer.parseInt(number) > FORMAT) {
      throw new StoreFormatException(
          "store ["
              + dir
              + "] has format "
              + number
              + ", written by a newer version; this one"
              + " reads "
              + FORMAT
              + ": update Pinakes");
    }
    return Integer.parseInt(number) < FORMAT ? State.OLDER : State.SOUND;
  }

  /** Writes it, for a folder that has none, or in the place of one that is damaged. */
  void write() throws IOException {
    Path unfinished = dir.resolve(NAME + ".part");
    byte[] line = (FORMAT_PREFIX + FORMAT + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE);
  }
}
