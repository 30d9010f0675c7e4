package io.pinakes.datasets.home;

import java.nio.file.Path;

/** The folder is no home, one of a newer format, or one whose format is not known any more. */
public final class HomeFormatException extends HomeException {
  private static final long serialVersionUID = 1L;

  private enum Kind {
    NEWER,
    LOST,
    NONE
  }

  private final Kind kind;

  private HomeFormatException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  static HomeFormatException newer(Path home, long found, long known) {
    return new HomeFormatException(
        "the home ["
            + home
            + "] has format ["
            + found
            + "], this version knows formats up to ["
            + known
            + "]: use a newer version of Pinakes, or another home (--home DIR)",
        Kind.NEWER);
  }

  static HomeFormatException none(Path home, String why) {
    return new HomeFormatException(
        "[" + home + "] is not a home of Pinakes (" + why + "): name another with --home DIR",
        Kind.NONE);
  }

  static HomeFormatException lost(Path home) {
    return new HomeFormatException(
        "the home ["
            + home
            + "] has lost its file [format], or what stood in it: nothing else need be lost, and a"
            + " repair writes it again",
        Kind.LOST);
  }

  /** Whether a newer version wrote it. */
  public boolean isNewer() {
    return kind == Kind.NEWER;
  }

  /** Whether all looks like a home but for the file that says so: a repair writes it again. */
  public boolean isLost() {
    return kind == Kind.LOST;
  }
}
