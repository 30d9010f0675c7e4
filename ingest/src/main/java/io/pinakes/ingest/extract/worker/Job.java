package io.pinakes.ingest.extract.worker;

import io.pinakes.ingest.extract.ExtractedDocument;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** A file on its way through the pool. */
record Job(Path file, String name, CompletableFuture<ExtractedDocument> result) {

  /** Tells a worker to end. */
  static final Job LAST = new Job(Path.of(""), "");

  Job(Path file, String name) {
    this(file, name, new CompletableFuture<>());
  }

  void succeed(ExtractedDocument document) {
    result.complete(document);
  }

  void fail(Exception reason) {
    result.completeExceptionally(reason);
  }
}
