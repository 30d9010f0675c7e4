package io.pinakes.ipfs.fetch;

import java.io.IOException;
import java.time.Duration;

/** A source that has too much to do. */
public final class SourceBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Duration wait;

  /** It wants to be left alone for so long. */
  public SourceBusyException(String source, Duration wait) {
    super("[" + source + "] is busy and wants to be asked again in [" + wait + "]");
    this.wait = wait;
  }

  /** How long to wait. */
  public Duration waitFor() {
    return wait;
  }
}
