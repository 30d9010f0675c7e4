package io.pinakes.datasets.ingest;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.datasets.ledger.FileRow;
import io.pinakes.datasets.ledger.FileStamp;
import io.pinakes.datasets.ledger.FileState;
import io.pinakes.ingest.extract.FailureReason;
import java.util.Optional;

/** Rows for files that give no new document. */
final class Rows {
  /** Why a document is not taken in again after it was taken out by hand. */
  static final String TAKEN_OUT = "removed";

  private Rows() {}

  /**
   * A file that gave no text. What could be opened and gave none takes its document out: the
   * manifest says what there is. A file that could not be opened says nothing about what is in it,
   * so the document that was last read from it stays.
   */
  static FileRow failed(
      FileStamp stamp,
      long observedNanos,
      String config,
      FailureReason reason,
      String detail,
      Optional<Cid> before) {
    return new FileRow(
        stamp,
        observedNanos,
        Optional.empty(),
        config,
        FileState.FAILED,
        reason.text(),
        detail,
        reason == FailureReason.UNREADABLE ? before : Optional.empty());
  }

  static FileRow skipped(
      FileStamp stamp, long observedNanos, String config, String reason, String detail) {
    return new FileRow(
        stamp,
        observedNanos,
        Optional.empty(),
        config,
        FileState.SKIPPED,
        reason,
        detail,
        Optional.empty());
  }

  static FileRow removed() {
    return new FileRow(
        FileStamp.NONE, 0, Optional.empty(), "", FileState.REMOVED, "", "", Optional.empty());
  }
}
