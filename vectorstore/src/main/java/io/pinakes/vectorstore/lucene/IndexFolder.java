package io.pinakes.vectorstore.lucene;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * The folder of one index, and which of the builds in it is the one to read.
 *
 * <pre>
 * CURRENT     the name of a build and a line feed; replaced by renaming, so always whole
 * build-N/    Lucene's files
 * write.lock  held by the writer
 * </pre>
 *
 * A new build grows beside the current one and becomes it in one step. Readers of the old one keep
 * their files, because removed files live on while they are open.
 */
final class IndexFolder {
  private static final String POINTER = "CURRENT";
  private static final Pattern BUILD = Pattern.compile("build-[1-9][0-9]{0,8}");

  private final Path folder;

  IndexFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  Path build(String name) {
    return folder.resolve(name);
  }

  /** Opens a build that is there; Lucene would make a missing folder. */
  Directory open(String name) throws IOException {
    if (!Files.isDirectory(build(name))) {
      throw new NoSuchFileException(build(name).toString());
    }
    return FSDirectory.open(build(name));
  }

  /**
   * Returns the build to read; empty if none was ever committed.
   *
   * @throws IOException if the pointer cannot be read or names nothing
   */
  Optional<String> current() throws IOException {
    String name;
    try {
      // One byte a character, so that any bytes can be read and then refused.
      name = Files.readString(folder.resolve(POINTER), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (!name.endsWith("\n") || !BUILD.matcher(name.substring(0, name.length() - 1)).matches()) {
      throw new MalformedPointerException(folder.resolve(POINTER));
    }
    return Optional.of(name.substring(0, name.length() - 1));
  }

  /** Returns a name that no build in the folder has. */
  String unusedBuild() throws IOException {
    int last = 0;
    for (String name : builds()) {
      last = Math.max(last, Integer.parseInt(name.substring(name.indexOf('-') + 1)));
    }
    return "build-" + (last + 1);
  }

  /** Makes a build the one to read, in one durable step. */
  void point(String build) throws IOException {
    Path fresh = folder.resolve(POINTER + ".new");
    Files.writeString(fresh, build + "\n", StandardCharsets.UTF_8);
    IOUtils.fsync(fresh, false);
    // The build's own name must be on disk before anything points to it.
    IOUtils.fsync(folder, true);
    Files.move(
        fresh,
        folder.resolve(POINTER),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(folder, true);
  }

  /** Removes all builds but one: what a replaced or an unfinished one left. */
  void removeAllBut(String kept) throws IOException {
    for (String name : builds()) {
      if (!name.equals(kept)) {
        remove(folder.resolve(name));
      }
    }
  }

  private List<String> builds() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "build-*")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (BUILD.matcher(name).matches()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static void remove(Path build) throws IOException {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(build)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      Files.deleteIfExists(entry);
    }
  }

  /** The pointer holds something else than a name. */
  static final class MalformedPointerException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedPointerException(Path pointer) {
      super("[" + pointer + "] names no build");
    }
  }
}
