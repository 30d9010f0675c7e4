package io.pinakes.node.cli;

import java.io.IOException;
import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses that cannot be listened at. */
final class Ports {
  private static final int LAST = 0xffff;

  private Ports() {}

  /** A port that was named, if it is one; 0 stands for any. */
  static int number(int named) {
    if (named < 0 || named > LAST) {
      throw new CliException(
          ExitCode.USAGE,
          "port [" + named + "] is none",
          "Name one from 1 to " + LAST + ", or 0 for any that is free.");
    }
    return named;
  }

  /**
   * What to tell the user of it.
   *
   * @param otherwise what to do instead, if another process listens there
   */
  static CliException notBound(String address, IOException failure, String otherwise) {
    Optional<Throwable> bind =
        Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
            .filter(BindException.class::isInstance)
            .findFirst();
    String reason = String.valueOf(bind.orElse(failure).getMessage());
    return bind.isPresent() && reason.contains("already in use")
        ? new CliException(
            ExitCode.CONFLICT,
            "something listens at [" + address + "] already",
            "Stop what listens there, or " + otherwise,
            failure)
        : new CliException(
            ExitCode.FAILURE,
            "cannot listen at [" + address + "]: " + reason,
            "Name an address of this machine.",
            failure);
  }
}
