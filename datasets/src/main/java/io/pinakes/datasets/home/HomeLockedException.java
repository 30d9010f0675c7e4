package io.pinakes.datasets.home;

import java.nio.file.Path;

/** Another process writes to the home. Reading goes on beside it. */
public final class HomeLockedException extends HomeException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  HomeLockedException(Path home, String holder) {
    super("the home [" + home + "] is being written by " + holder);
    this.holder = holder;
  }

  /** Who holds the lock: process id, host and command. */
  public String holder() {
    return holder;
  }
}
