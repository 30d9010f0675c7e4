package io.pinakes.ingest.source;

import java.util.List;

/**
 * What a walk found.
 *
 * @param files sorted by path, each path once
 * @param passedOver sorted by path
 * @param mounts the folders that were entered and are mount points, sorted; the source's own is the
 *     empty path
 * @param leftOut how many files and folders the filter and the ignore files leave out; what is in
 *     such a folder is not counted, and hidden ones are not
 */
public record Walk(
    List<SourceFile> files, List<PassedOver> passedOver, List<String> mounts, long leftOut) {

  /** Of a folder that was not walked yet. */
  public static final Walk NONE = new Walk(List.of(), List.of(), List.of(), 0);

  /** Takes copies. */
  public Walk {
    files = List.copyOf(files);
    passedOver = List.copyOf(passedOver);
    mounts = List.copyOf(mounts);
  }

  /**
   * Whether a known path that is not among the files may still exist, since it or a folder above it
   * could not be read. Such a path must not be taken for deleted.
   */
  public boolean mayStillExist(String path) {
    for (PassedOver other : passedOver) {
      boolean unsure =
          other.why() == PassedOver.Why.UNREADABLE || other.why() == PassedOver.Why.TOO_LARGE;
      String name = other.path();
      boolean covers =
          name.endsWith("/")
              ? name.equals("/") || path.startsWith(name)
              : path.equals(name) || path.startsWith(name + "/");
      if (unsure && covers) {
        return true;
      }
    }
    return false;
  }
}
