package io.pinakes.ipfs.scratch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room in mapped files of a folder. They lose their names as soon as they are open, so that nothing
 * of them is left, however the process ends, and nobody else reads them.
 *
 * <p>They are filled before they are mapped: a disk that is full is met while the file is written,
 * and not by a fault when the mapping is. Where no file can be made, the heap gives the room: what
 * was to be remembered is remembered.
 */
public final class FileScratch implements Scratch {
  private static final Logger LOG = LoggerFactory.getLogger(FileScratch.class);
  private static final int ZEROS = 1 << 16;

  private final Path folder;

  /** In that folder. */
  public FileScratch(Path folder) {
    this.folder = folder;
  }

  @Override
  public Room room(int longs) {
    try {
      return mapped((long) longs * Long.BYTES);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn(
          "[{}] bytes of scratch cannot be had in [{}], and are taken of the heap: {}",
          (long) longs * Long.BYTES,
          folder,
          e.toString());
      return HEAP.room(longs);
    }
  }

  private Room mapped(long bytes) throws IOException {
    // Made so that only its owner may read it; opened so that it loses its name at once.
    Path file = Files.createTempFile(folder, "scratch", null);
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, bytes));
      for (long written = 0; written < bytes; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - written));
        written += channel.write(zeros, written);
      }
      LongBuffer longs =
          channel
              .map(FileChannel.MapMode.READ_WRITE, 0, bytes)
              .order(ByteOrder.nativeOrder())
              .asLongBuffer();
      return new FileRoom(channel, longs);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private record FileRoom(FileChannel channel, LongBuffer longs) implements Room {
    @Override
    public long heapBytes() {
      return 0;
    }

    /**
     * The mapping stays until the buffer is collected, but not what is behind it: an empty file has
     * nothing on the disk and no pages.
     */
    @Override
    public void close() {
      try (channel) {
        channel.truncate(0);
      } catch (IOException e) {
        LOG.debug("scratch is given back later: {}", e.toString());
      }
    }
  }
}
