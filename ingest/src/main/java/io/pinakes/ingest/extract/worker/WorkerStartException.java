package io.pinakes.ingest.extract.worker;

import java.io.IOException;

/** No child process can be started: nothing is wrong with any file. Says why, and what to do. */
public final class WorkerStartException extends IOException {
  private static final long serialVersionUID = 1L;

  WorkerStartException(String message) {
    super(message);
  }

  WorkerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
