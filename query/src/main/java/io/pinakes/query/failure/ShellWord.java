package io.pinakes.query.failure;

/** Words of commands that a user is told to run, as a POSIX shell takes them. */
public final class ShellWord {
  private ShellWord() {}

  /** The text as one word: as it is where nothing in it means anything to a shell, else quoted. */
  public static String of(String text) {
    // Nothing means anything between single quotes but the quote that ends them.
    return text.matches("[A-Za-z0-9_./@%+:,~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
