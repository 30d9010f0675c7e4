package io.pinakes.ipfs.fetch;

import java.io.IOException;

/** What our own side failed at, told apart from what a source did. */
final class StoreFailure extends IOException {
  private static final long serialVersionUID = 1L;

  final IOException cause;

  StoreFailure(IOException cause) {
    super(cause);
    this.cause = cause;
  }
}
