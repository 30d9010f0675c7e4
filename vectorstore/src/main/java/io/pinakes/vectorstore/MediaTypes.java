package io.pinakes.vectorstore;

import java.util.Locale;
import java.util.function.Predicate;

/** How people name media types in filters. */
final class MediaTypes {
  private MediaTypes() {}

  /**
   * Returns the test that a filter's value means: {@code type/subtype}, {@code type/*}, or one half
   * alone, where {@code markdown} also takes {@code x-markdown}. Case and parameters do not count.
   */
  static Predicate<String> test(String value) {
    String wanted = bare(value);
    int slash = wanted.indexOf('/');
    if (slash < 0) {
      return type -> {
        String given = bare(type);
        int cut = given.indexOf('/');
        String main = cut < 0 ? given : given.substring(0, cut);
        String sub = given.substring(cut + 1);
        return main.equals(wanted) || sub.equals(wanted) || sub.equals("x-" + wanted);
      };
    }
    if (wanted.endsWith("/*")) {
      String main = wanted.substring(0, slash + 1);
      return type -> bare(type).startsWith(main);
    }
    if (wanted.contains("*")) {
      throw new IllegalArgumentException("[" + value + "]: a star can only stand for a subtype");
    }
    return type -> bare(type).equals(wanted);
  }

  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
