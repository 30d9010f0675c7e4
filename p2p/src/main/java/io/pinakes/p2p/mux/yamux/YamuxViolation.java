package io.pinakes.p2p.mux.yamux;

/** The peer broke the protocol; the session ends with a go-away of code 1. Never leaves it. */
final class YamuxViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  YamuxViolation(String message) {
    super(message, null, false, false);
  }
}
