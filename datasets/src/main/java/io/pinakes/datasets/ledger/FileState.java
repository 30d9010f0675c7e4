package io.pinakes.datasets.ledger;

import java.util.Locale;

/** What became of a file. */
public enum FileState {
  /** Its document is in the dataset. */
  INDEXED,
  /** It gave no text; the reason says why. */
  FAILED,
  /** It was passed over, or taken out by hand; the reason says why. */
  SKIPPED,
  /** It is gone. Only pending rows say so: a promoted one vanishes. */
  REMOVED;

  /** The name in reports, lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FileState parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
