package io.pinakes.query.mcp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What an assistant may change, once its user allowed it.
 *
 * @param workbench does it
 * @param folders those that may be ingested, with all below them; empty for all of the machine
 */
public record Writing(Workbench workbench, List<Path> folders) {
  /** Keeps the folders as they are. */
  public Writing {
    folders = List.copyOf(folders);
  }

  /**
   * Refuses a folder that may not be ingested. A link counts as what it leads to.
   *
   * @throws IllegalArgumentException if it is in none of those that may
   */
  void requireAllowed(Path folder) {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException(
          "[path] must be an absolute path of the machine that Pinakes runs on, not ["
              + folder
              + "]");
    }
    Path meant = real(folder);
    if (!folders.isEmpty() && folders.stream().map(Writing::real).noneMatch(meant::startsWith)) {
      throw new IllegalArgumentException(
          "[" + folder + "] may not be ingested: only what is in " + folders);
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // It is not there, which the ingest says better.
      return path.toAbsolutePath().normalize();
    }
  }
}
