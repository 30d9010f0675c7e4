package io.pinakes.vectorstore;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A path pattern that means what it means in a gitignore file.
 *
 * <p>{@code *} and {@code ?} stand for characters within a name, {@code [a-z]} and {@code [!a]} for
 * one of a set, a name that is {@code **} for any number of names, a backslash for the character
 * behind it. A pattern without an inner slash fits a name at any depth. What fits a folder fits all
 * that is in it; a slash at the end asks for a folder. Paths are {@code source/relative}: a pattern
 * with a slash is tried with the source and without it, unless a slash at its start asks for the
 * source. Case counts.
 *
 * <p>Matching takes at most pattern times path steps, whatever the pattern.
 */
final class PathGlob {
  private static final String ANY_NAMES = "**";

  private final List<NameGlob> names;
  private final boolean anchored;
  private final boolean fromSource;
  private final boolean folder;

  private PathGlob(List<NameGlob> names, boolean anchored, boolean fromSource, boolean folder) {
    this.names = names;
    this.anchored = anchored;
    this.fromSource = fromSource;
    this.folder = folder;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is empty or a set is not closed
   */
  static PathGlob compile(String pattern) {
    String text = Normalizer.normalize(pattern, Normalizer.Form.NFC);
    boolean fromSource = text.startsWith("/");
    boolean folder = text.endsWith("/");
    List<NameGlob> names = new ArrayList<>();
    for (String name : text.split("/")) {
      // Two stars in a row mean the same as one of them.
      boolean again =
          name.equals(ANY_NAMES) && !names.isEmpty() && names.get(names.size() - 1).anyNames();
      if (!name.isEmpty() && !again) {
        names.add(NameGlob.compile(name));
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException("[" + pattern + "] names no path");
    }
    // Two stars by themselves are no name at some depth, but every path.
    boolean anchored = fromSource || names.size() > 1 || names.get(0).anyNames();
    return new PathGlob(List.copyOf(names), anchored, fromSource, folder);
  }

  /** Whether the path, or a folder that it lies in, fits. */
  boolean matches(String path) {
    String[] parts = path.split("/");
    if (!anchored) {
      for (int i = 0; i < parts.length; i++) {
        if ((!folder || i < parts.length - 1) && names.get(0).matches(parts[i])) {
          return true;
        }
      }
      return false;
    }
    return matchesFrom(parts, 0) || !fromSource && parts.length > 1 && matchesFrom(parts, 1);
  }

  /** Wildcard matching over names: on a mismatch the last {@code **} takes one name more. */
  private boolean matchesFrom(String[] parts, int from) {
    int part = from;
    int name = 0;
    int retryName = -1;
    int retryPart = 0;
    while (true) {
      if (name == names.size()) {
        // A folder's match is its contents' match, so that what is left of the path does not count.
        if (!folder || part < parts.length) {
          return true;
        }
        return false;
      }
      NameGlob glob = names.get(name);
      if (glob.anyNames()) {
        if (name == names.size() - 1) {
          return part < parts.length - (folder ? 1 : 0);
        }
        retryName = ++name;
        retryPart = part;
      } else if (part < parts.length && glob.matches(parts[part])) {
        name++;
        part++;
      } else if (retryName >= 0 && retryPart < parts.length) {
        name = retryName;
        part = ++retryPart;
      } else {
        return false;
      }
    }
  }
}
