package io.pinakes.datasets.backup;

import java.util.List;
import java.util.Set;

/** What of a home is backed up. Indexes are not: they are built again from the blocks. */
final class HomeLayout {
  /** What tells what it is. */
  static final String FORMAT = "format";

  static final String STORE = "store";
  static final String KEYS = "keys";

  /** Single files. */
  static final List<String> FILES = List.of("config", "token", "ask-history");

  /** Folders whose files are replaced, never changed. */
  static final List<String> FOLDERS = List.of("models", "peers", "uploads");

  private static final Set<String> PRIVATE =
      Set.of(KEYS, "token", "ask-history", "config", "peers", "uploads");

  private HomeLayout() {}

  /** Whether a path, with {@code /}, may be in a backup of a home. */
  static boolean isPath(String path) {
    String top = top(path);
    boolean isFile = top.equals(path);
    boolean isKnown =
        isFile
            ? top.equals(FORMAT) || FILES.contains(top)
            : top.equals(STORE) || top.equals(KEYS) || FOLDERS.contains(top);
    if (!isKnown || path.indexOf('\0') >= 0) {
      return false;
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /** Whether only the owner may read it. */
  static boolean isPrivate(String path) {
    return PRIVATE.contains(top(path));
  }

  private static String top(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
