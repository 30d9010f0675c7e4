package io.pinakes.ingest.extract;

import java.util.Locale;

/** Why a file gave no text. The list is closed: reports, ledgers and scripts rely on it. */
public enum FailureReason {
  /** The file needs a password or a licence that we do not have. */
  ENCRYPTED,
  /** The bytes are not what their format promises, and nothing could be saved. */
  MALFORMED,
  /** The file is sound, but holds no text: a scan, a picture, an empty file. */
  NO_TEXT,
  /** The file, or the text in it, is over a limit. */
  TOO_LARGE,
  /** The parser was stopped at its time limit. */
  TIMEOUT,
  /** The parser ran out of memory. */
  MEMORY,
  /** No parser for this type. */
  UNSUPPORTED,
  /** The file could not be opened or read, or it vanished. */
  UNREADABLE;

  /** The name in reports: lower case, with hyphens, such as {@code no-text}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The reason with this text form.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FailureReason parse(String text) {
    for (FailureReason reason : values()) {
      if (reason.text().equals(text)) {
        return reason;
      }
    }
    throw new IllegalArgumentException("not a failure reason: [" + text + "]");
  }
}
