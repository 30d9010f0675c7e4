package io.pinakes.node.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that another process is to read. What {@code /dev/stdin} and its like are depends on who
 * asks: behind it is a file that has a name of its own, or a pipe, of which a copy is made.
 *
 * @param spec the particulars of the work, as the other process reads them
 * @param copied whether they name a copy, which goes with this process
 */
record HandedFile(ObjectNode spec, boolean copied) {
  /** The particulars of work, for another process; a copy is the session's to remove. */
  static HandedFile in(Session session, ObjectNode spec) throws IOException {
    ObjectNode theirs = spec.deepCopy();
    boolean copied = false;
    for (String name : new String[] {"file", "path"}) {
      Path path = Path.of(spec.path(name).asText());
      if (isOwn(path)) {
        boolean pipe = name.equals("file") && !isElsewhere(path);
        Path real = pipe ? copy(session, path) : isElsewhere(path) ? path.toRealPath() : path;
        copied |= pipe;
        theirs.put(name, real.toString());
      }
    }
    return new HandedFile(theirs, copied);
  }

  private static boolean isOwn(Path path) {
    return path.startsWith("/dev") || path.startsWith("/proc");
  }

  private static boolean isElsewhere(Path path) throws IOException {
    return Files.isRegularFile(path) && !isOwn(path.toRealPath());
  }

  /** Of all that comes; readable by its owner only, as the node is its owner's. */
  private static Path copy(Session session, Path from) throws IOException {
    Path copy = Files.createTempFile("pinakes", ".handed");
    session.<AutoCloseable>closing(() -> Files.deleteIfExists(copy));
    try (InputStream in = Files.newInputStream(from)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
