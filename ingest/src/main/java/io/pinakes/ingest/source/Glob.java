package io.pinakes.ingest.source;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * One pattern in gitignore syntax, matched against a relative path with {@code /} between names.
 *
 * <p>It is matched name by name with the two-pointer algorithm for wildcards, not turned into a
 * regular expression: a hostile pattern such as {@code *a*a*a*a*b} costs the product of the lengths
 * at most.
 */
final class Glob {
  private static final String ANY_FOLDERS = "**";

  private final List<String> names;
  private final boolean foldersOnly;

  private Glob(List<String> names, boolean foldersOnly) {
    this.names = names;
    this.foldersOnly = foldersOnly;
  }

  /**
   * Parses a pattern.
   *
   * @param pattern without a leading {@code !}; not blank
   */
  static Glob parse(String pattern) {
    String rest = Normalizer.normalize(pattern, Normalizer.Form.NFC);
    boolean foldersOnly = rest.endsWith("/");
    if (foldersOnly) {
      rest = rest.substring(0, rest.length() - 1);
    }
    boolean anchored = rest.contains("/");
    if (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    List<String> names = new ArrayList<>();
    if (!anchored) {
      names.add(ANY_FOLDERS);
    }
    for (String name : rest.split("/", -1)) {
      boolean doubled = name.equals(ANY_FOLDERS) && names.size() > 0 && isAny(names.getLast());
      if (!doubled) {
        names.add(name);
      }
    }
    return new Glob(List.copyOf(names), foldersOnly);
  }

  /**
   * Refuses a pattern that somebody typed and that cannot mean what they meant: a set of characters
   * that is opened and not closed, or alternatives in braces, which shells know and this syntax
   * does not. Ignore files may have both, as they may for git; there they stand for themselves.
   *
   * @throws IllegalArgumentException with the pattern, and what to write instead
   */
  static void requireMeant(String pattern) {
    for (String name : pattern.split("/", -1)) {
      int i = 0;
      while (i < name.length()) {
        char c = name.charAt(i);
        if (c == '[' && classEnd(name, i) < 0) {
          throw refused(pattern, "opens a set with [ and does not close it: add the ]", c);
        }
        if (c == '{') {
          throw refused(pattern, "has a {: give each alternative as a glob of its own", c);
        }
        i = c == '[' ? classEnd(name, i) + 1 : c == '\\' ? i + 2 : i + 1;
      }
    }
  }

  private static IllegalArgumentException refused(String pattern, String why, char literal) {
    return new IllegalArgumentException(
        "the glob ["
            + pattern
            + "] "
            + why
            + ", or write \\"
            + literal
            + " for the character itself");
  }

  private static boolean isAny(String name) {
    return name.equals(ANY_FOLDERS);
  }

  /** Whether the whole path matches. */
  boolean matches(String path, boolean folder) {
    if (foldersOnly && !folder) {
      return false;
    }
    String[] parts = path.split("/", -1);
    int p = 0;
    int n = 0;
    int retryPart = -1;
    int retryName = -1;
    while (p < parts.length) {
      if (n < names.size() && isAny(names.get(n))) {
        // At the end, ** stands for what is inside a folder, so for one name at least.
        retryName = n++;
        retryPart = p;
        if (n == names.size()) {
          return true;
        }
      } else if (n < names.size() && nameMatches(names.get(n), parts[p])) {
        n++;
        p++;
      } else if (retryName >= 0) {
        n = retryName + 1;
        p = ++retryPart;
      } else {
        return false;
      }
    }
    return n == names.size();
  }

  /** Wildcards within one name: {@code *}, {@code ?}, {@code [a-z]}, {@code \} before a literal. */
  static boolean nameMatches(String pattern, String name) {
    int p = 0;
    int s = 0;
    int starPattern = -1;
    int starName = -1;
    while (s < name.length()) {
      int step = p < pattern.length() ? matchOne(pattern, p, name.codePointAt(s)) : 0;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starPattern = p++;
        starName = s;
      } else if (step > 0) {
        p += step;
        s += Character.charCount(name.codePointAt(s));
      } else if (starPattern >= 0) {
        p = starPattern + 1;
        starName += Character.charCount(name.codePointAt(starName));
        s = starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Length of the pattern's element at {@code p} if it matches the code point, else 0. */
  private static int matchOne(String pattern, int p, int codePoint) {
    char c = pattern.charAt(p);
    if (c == '?') {
      return 1;
    }
    if (c == '[') {
      int end = classEnd(pattern, p);
      if (end > 0) {
        return inClass(pattern, p, end, codePoint) ? end + 1 - p : 0;
      }
    }
    if (c == '\\' && p + 1 < pattern.length()) {
      int literal = pattern.codePointAt(p + 1);
      return literal == codePoint ? 1 + Character.charCount(literal) : 0;
    }
    int literal = pattern.codePointAt(p);
    return literal == codePoint ? Character.charCount(literal) : 0;
  }

  /**
   * Index of the bracket that closes the class at {@code p}, or -1: then {@code [} is a literal.
   */
  private static int classEnd(String pattern, int p) {
    int i = p + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    // A bracket that comes first is a member.
    for (int first = i; i < pattern.length(); i++) {
      if (pattern.charAt(i) == ']' && i > first) {
        return i;
      }
      if (pattern.charAt(i) == '\\') {
        i++;
      }
    }
    return -1;
  }

  private static boolean inClass(String pattern, int open, int end, int codePoint) {
    int i = open + 1;
    boolean negated = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      if (pattern.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      int low = pattern.codePointAt(i);
      i += Character.charCount(low);
      int high = low;
      if (i + 1 < end && pattern.charAt(i) == '-') {
        i++;
        if (pattern.charAt(i) == '\\' && i + 1 < end) {
          i++;
        }
        high = pattern.codePointAt(i);
        i += Character.charCount(high);
      }
      found |= low <= codePoint && codePoint <= high;
    }
    return found != negated;
  }
}
