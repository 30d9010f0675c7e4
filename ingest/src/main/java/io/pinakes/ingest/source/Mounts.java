package io.pinakes.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether folders are where another file system begins. Told by the device that the operating
 * system says a folder is on; where it says none, as on Windows, and of a folder that is mounted
 * from the same device, the answer is no.
 */
public final class Mounts {
  private static final String DEVICE = "unix:dev";

  private Mounts() {}

  /** Whether a folder is there and on another device than the one that holds it. */
  public static boolean isMountPoint(Path folder) {
    try {
      Path real = folder.toRealPath();
      Path parent = real.getParent();
      return parent != null && differ(real, parent);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a folder, not a link to one, is on another device than its parent. */
  static boolean differ(Path folder, @Nullable Path parent) {
    if (parent == null || !folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    try {
      return !Files.getAttribute(folder, DEVICE).equals(Files.getAttribute(parent, DEVICE));
    } catch (IOException vanished) {
      return false;
    }
  }
}
