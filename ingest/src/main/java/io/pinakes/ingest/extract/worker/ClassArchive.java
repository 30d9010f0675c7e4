package io.pinakes.ingest.extract.worker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;

/**
 * The archive of loaded classes (CDS) that children start from, a fifth faster than without. The
 * first child of the first pool records it, writes it as it ends, and the pool moves it into place
 * whole. Its name changes with the JVM and with every jar of the class path, so a stale one is
 * never used; without jars only (in a build) there is none.
 */
final class ClassArchive {
  private static final String PREFIX = "extract-";

  private final Path folder;
  private final Path archive;
  private final AtomicBoolean recorded;

  private ClassArchive(Path folder, Path archive) {
    this.folder = folder;
    this.archive = archive;
    this.recorded = new AtomicBoolean(Files.exists(archive));
  }

  /** The archive for this process' class path; empty if there can be none, which harms nothing. */
  static Optional<ClassArchive> in(Path folder) {
    CRC32 key = new CRC32();
    add(key, System.getProperty("java.vm.version", ""));
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (Files.isDirectory(jar)) {
        return Optional.empty();
      }
      try {
        add(key, entry + Files.size(jar) + Files.getLastModifiedTime(jar));
      } catch (IOException absent) {
        add(key, entry);
      }
    }
    String name = PREFIX + Long.toHexString(key.getValue()) + ".jsa";
    try {
      Files.createDirectories(folder);
    } catch (IOException readOnly) {
      return Optional.empty();
    }
    return Optional.of(new ClassArchive(folder, folder.resolve(name)));
  }

  private static void add(CRC32 key, String text) {
    key.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a child that starts from the archive is told. */
  List<String> useFlags() {
    return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
  }

  /** Where the next child should record to; empty if one has done so already, or is doing it. */
  Optional<Path> nextRecording() {
    return recorded.compareAndSet(false, true)
        ? Optional.of(folder.resolve(PREFIX + ProcessHandle.current().pid() + ".tmp"))
        : Optional.empty();
  }

  /** Puts a recording into place, and removes those of other class paths. */
  void keep(Path recording) throws IOException {
    if (!Files.exists(recording)) {
      return;
    }
    Files.move(recording, archive, StandardCopyOption.ATOMIC_MOVE);
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, PREFIX + "*.jsa")) {
      for (Path other : others) {
        if (!other.equals(archive)) {
          Files.deleteIfExists(other);
        }
      }
    }
  }
}
