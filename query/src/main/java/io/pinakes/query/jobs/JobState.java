package io.pinakes.query.jobs;

import java.util.Locale;

/** How a job is. */
public enum JobState {
  /** It waits for its turn. */
  QUEUED,
  /** It is under way. */
  RUNNING,
  /** All of it is done. */
  SUCCEEDED,
  /** It is done, but some items failed. */
  PARTIAL,
  /** It could not be done. */
  FAILED,
  /** It was stopped; what was done until then stays, whole. */
  CANCELLED;

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this != QUEUED && this != RUNNING;
  }

  /** The name in documents, lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobState parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
