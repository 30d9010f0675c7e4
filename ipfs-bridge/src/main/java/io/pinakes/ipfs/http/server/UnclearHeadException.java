package io.pinakes.ipfs.http.server;

/** A request's head can be understood in two ways; the message says how, in a sentence. */
public final class UnclearHeadException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnclearHeadException(String message) {
    super(message);
  }
}
