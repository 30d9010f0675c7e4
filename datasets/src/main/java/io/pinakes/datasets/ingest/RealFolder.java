package io.pinakes.datasets.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one name of a folder that may be spelled in several ways, through links. */
final class RealFolder {
  /** As many links in a row as Linux follows. */
  private static final int MAX_LINKS = 40;

  private RealFolder() {}

  /**
   * The real path of a folder. Of one that is not there, the part that is there is followed, a link
   * to where it was as well: so it has the name that it had.
   *
   * @param folder absolute
   */
  static Path of(Path folder) {
    return of(folder, MAX_LINKS);
  }

  private static Path of(Path folder, int links) {
    try {
      return folder.toRealPath();
    } catch (IOException missing) {
      // Not there, or not for us to read: what stands above it may be.
    }
    try {
      if (links > 0 && Files.isSymbolicLink(folder)) {
        Path target = folder.resolveSibling(Files.readSymbolicLink(folder));
        return of(target.toAbsolutePath().normalize(), links - 1);
      }
    } catch (IOException unreadable) {
      // The link itself is all that is known.
    }
    Path parent = folder.getParent();
    Path name = folder.getFileName();
    return parent == null || name == null ? folder : of(parent, links).resolve(name);
  }
}
