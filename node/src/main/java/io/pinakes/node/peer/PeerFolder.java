package io.pinakes.node.peer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinakes.datasets.home.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder {@code peers} of a home, whose files are readable to their owner only. Each change
 * reads, changes and replaces a file under a lock of the folder's own, so that it works beside a
 * process that holds the home.
 */
final class PeerFolder {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final long MAX_FILE_BYTES = 16L << 20;

  /** A file's lock is a process's; this one is a thread's. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path folder;

  PeerFolder(Path home) {
    folder = home.resolve("peers");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes a change while nobody else does. */
  void locked(Change change) throws IOException {
    PrivateFiles.createPrivate(folder);
    THREADS.lock();
    try (FileChannel lock =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = lock.lock()) {
      if (!held.isValid()) {
        throw new IOException("no lock on [" + folder + "]");
      }
      change.make();
    } finally {
      THREADS.unlock();
    }
  }

  /**
   * What is in a file; an empty document if there is none.
   *
   * @param remedy what to do if it is damaged
   */
  <T> T read(String name, String remedy, Form<T> form) throws IOException {
    Path file = file(name);
    if (!Files.exists(file)) {
      return form.of(JSON.createObjectNode());
    }
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new DamagedFileException("[" + file + "] is too long to be what this writes", remedy);
    }
    try {
      JsonNode root = JSON.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new DamagedFileException("[" + file + "] is damaged", remedy);
      }
      return form.of(root);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new DamagedFileException("[" + file + "] is damaged", remedy, e);
    }
  }

  void write(String name, ObjectNode document) throws IOException {
    PrivateFiles.write(file(name), JSON.writeValueAsBytes(document));
  }

  /** Changes files. */
  interface Change {
    void make() throws IOException;
  }

  /** Takes what it is out of a document; any runtime exception means that the document is none. */
  interface Form<T> {
    T of(JsonNode root);
  }
}
