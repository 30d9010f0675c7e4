package io.pinakes.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The way to the test data that is not part of this repository. A test whose data is absent fails;
 * to skip it would call unchecked code checked.
 */
public final class SharedData {
  private SharedData() {}

  /** Returns the file or folder of that relative path, or fails with a sentence that names it. */
  public static Path path(String relative) {
    Path path = root().resolve(relative);
    if (!Files.exists(path)) {
      throw new AssertionError(
          "This test needs the data ["
              + relative
              + "], and ["
              + path
              + "] does not exist. Name the folder that holds it with -Dpinakes.shared=FOLDER.");
    }
    return path;
  }

  /** Reads a text file whole. */
  public static String text(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines of a text file that are not empty. */
  public static List<String> lines(String relative) {
    return text(relative).lines().filter(line -> !line.isBlank()).toList();
  }

  /** Reads a file whole. */
  public static byte[] bytes(String relative) {
    try {
      return Files.readAllBytes(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    String named = System.getProperty("pinakes.shared");
    if (named != null) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    String repository = System.getProperty("pinakes.root");
    if (repository == null) {
      throw new AssertionError(
          "Neither -Dpinakes.shared nor -Dpinakes.root is set; the build sets both.");
    }
    return Path.of(repository).toAbsolutePath().resolveSibling("shared").normalize();
  }
}
