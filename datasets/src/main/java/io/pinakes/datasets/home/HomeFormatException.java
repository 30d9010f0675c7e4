package io.pinakes.datasets.home;

import java.nio.file.Path;

/** The folder is no home, or one of a newer format. */
public final class HomeFormatException extends HomeException {
  private static final long serialVersionUID = 1L;

  private HomeFormatException(String message) {
    super(message);
  }

  static HomeFormatException newer(Path home, long found, long known) {
    return new HomeFormatException(
        "the home ["
            + home
            + "] has format ["
            + found
            + "], this version knows formats up to ["
            + known
            + "]: use a newer version of Pinakes, or another home (--home DIR)");
  }

  static HomeFormatException none(Path home, String why) {
    return new HomeFormatException(
        "[" + home + "] is not a home of Pinakes (" + why + "): name another with --home DIR");
  }
}
