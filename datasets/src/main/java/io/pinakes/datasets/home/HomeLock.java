package io.pinakes.datasets.home;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The writer's lock: the operating system's lock on a file that says who holds it. The system lets
 * go of it when the process ends, however it ends, so that a lock is never stale; what the file
 * says counts only while the lock is held.
 */
final class HomeLock implements AutoCloseable {
  /** More than any command line that we write; a file that somebody else wrote is cut there. */
  private static final int MAX_HOLDER_BYTES = 4_096;

  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or says who has it. */
  static HomeLock take(Path home, Path file, String command) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      if (tryLock(channel) == null) {
        throw new HomeLockedException(home, read(channel));
      }
      byte[] holder = describe(command).getBytes(StandardCharsets.UTF_8);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder), 0);
      taken = true;
      return new HomeLock(channel);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      // Only the first byte is locked, far behind the text: some systems refuse reads of what is.
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static String describe(String command) {
    String line = "process " + ProcessHandle.current().pid() + " on " + host() + ": " + command;
    return line.length() <= MAX_HOLDER_BYTES / 4 ? line : line.substring(0, MAX_HOLDER_BYTES / 4);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this host";
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_HOLDER_BYTES);
    int length = channel.read(bytes, 0);
    return length <= 0
        ? "another process"
        : new String(bytes.array(), 0, length, StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
