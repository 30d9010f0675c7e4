package io.pinakes.datasets.home;

import io.pinakes.ingest.source.HomeMark;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where what a user names may be written: nowhere in a home, whose token, keys and store would go
 * for it.
 */
public final class OutputPlace {
  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  private OutputPlace() {}

  /**
   * Looks at a place before anything is written there, by where it really is: links are followed,
   * also where nothing is behind them yet.
   *
   * @param home the home in use, whatever state it is in; any other that bears its mark counts, too
   * @param output a file or folder that need not be there
   * @throws IllegalArgumentException if it is in a home
   */
  public static void requireOutside(Path home, Path output) throws IOException {
    Path place = real(output);
    if (place.startsWith(real(home))) {
      throw inside(output);
    }
    for (Path folder = place; folder != null; folder = folder.getParent()) {
      if (HomeMark.isOn(folder)) {
        throw inside(output);
      }
    }
  }

  private static IllegalArgumentException inside(Path output) {
    return new IllegalArgumentException(
        "["
            + output
            + "] is in the home of a Pinakes, where this could take the place of its token, its"
            + " keys or its store: name a file outside of the home");
  }

  private static Path real(Path path) throws IOException {
    Path asked = path.toAbsolutePath();
    for (int links = 0; links <= MAX_LINKS; links++) {
      Path there = asked;
      while (!Files.exists(there) && !Files.isSymbolicLink(there) && there.getParent() != null) {
        there = there.getParent();
      }
      Path missing = there.relativize(asked);
      if (Files.exists(there)) {
        return there.toRealPath().resolve(missing).normalize();
      }
      if (!Files.isSymbolicLink(there)) {
        return asked.normalize();
      }
      asked = there.resolveSibling(Files.readSymbolicLink(there)).resolve(missing);
    }
    throw new FileSystemLoopException(path.toString());
  }
}
