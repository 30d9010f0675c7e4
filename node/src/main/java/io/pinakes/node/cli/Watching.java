package io.pinakes.node.cli;

import io.pinakes.datasets.Bank;
import io.pinakes.datasets.ingest.Cancellation;
import io.pinakes.datasets.ingest.IngestRequest;

/** Follows a folder until it is stopped. */
final class Watching {
  Watching(Session session, Bank bank, IngestRequest request, ProgressOptions progress) {}

  int follow(Cancellation cancellation) {
    return cancellation.isCancelled() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }
}
