package io.pinakes.ipfs.gateway;

import java.io.IOException;

/** A request that is not answered with content, and the status that says so. */
public final class GatewayException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String words;

  /** A status of 400 to 599, and a sentence for the asker. */
  public GatewayException(int status, String message) {
    super(message);
    this.status = status;
    this.words = message;
  }

  /** The status to answer with. */
  public int status() {
    return status;
  }

  /** The sentence for the asker. */
  String words() {
    return words;
  }

  /** What is not held and what is not shown: one answer, so that neither can be told. */
  static GatewayException notHere() {
    return new GatewayException(404, "this content is not here");
  }

  static GatewayException badRequest(String message) {
    return new GatewayException(400, message);
  }
}
