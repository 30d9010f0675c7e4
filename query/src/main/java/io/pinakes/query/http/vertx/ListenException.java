package io.pinakes.query.http.vertx;

import java.io.IOException;

/** The address cannot be listened at. */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean taken;

  ListenException(String address, boolean taken, Throwable cause) {
    super(
        taken
            ? "something listens at [" + address + "] already"
            : "cannot listen at [" + address + "]: " + cause.getMessage(),
        cause);
    this.taken = taken;
  }

  /** Whether another process listens there. */
  public boolean taken() {
    return taken;
  }
}
