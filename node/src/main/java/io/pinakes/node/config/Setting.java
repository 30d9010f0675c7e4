package io.pinakes.node.config;

/**
 * One thing that can be set.
 *
 * @param key its name in files, such as {@code quota}
 * @param flag the option that says it, such as {@code --quota}
 * @param variable the environment variable that says it
 * @param allowed what it may be, in words
 * @param fallback what holds if nobody says anything, in words; empty for nothing
 * @param check throws {@link IllegalArgumentException} for what it may not be
 */
public record Setting(
    String key, String flag, String variable, String allowed, String fallback, Check check) {
  /** Whether a text may be the value. */
  @FunctionalInterface
  public interface Check {
    /**
     * Looks at a value.
     *
     * @throws IllegalArgumentException if it cannot be, with why
     */
    void look(String value);
  }

  /** A text without the user and password that an address in it may have. */
  public static String masked(String text) {
    return text.replaceAll("//[^/@\\s\\]]*@", "//***@");
  }

  /**
   * Looks at a value.
   *
   * @param where where it stands, for the message
   */
  public void require(String value, String where) {
    try {
      check.look(value);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          where + ": " + masked(String.valueOf(e.getMessage())), key + " is " + allowed + ".");
    }
  }
}
