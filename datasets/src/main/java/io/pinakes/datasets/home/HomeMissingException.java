package io.pinakes.datasets.home;

import java.nio.file.Path;

/** There is no home to read from. */
public final class HomeMissingException extends HomeException {
  private static final long serialVersionUID = 1L;

  HomeMissingException(Path home) {
    super(
        "there is no home in ["
            + home
            + "] yet: ingest a folder first (pinakes ingest FOLDER), or name another with --home"
            + " DIR");
  }
}
