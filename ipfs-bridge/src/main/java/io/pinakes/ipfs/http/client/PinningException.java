package io.pinakes.ipfs.http.client;

import java.io.IOException;

/** A pinning service does not do what it was asked for. */
public final class PinningException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  PinningException(String service, int status, String reason, String details) {
    super("[" + service + "] answers [" + status + "] " + reason + " " + details);
    this.status = status;
  }

  /** The HTTP status: 401 a wrong token, 404 no such request. */
  public int status() {
    return status;
  }
}
