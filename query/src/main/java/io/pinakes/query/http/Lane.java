package io.pinakes.query.http;

/** Where work runs: each lane is so many wide, with a queue of its own. */
public enum Lane {
  /** At once, on the event loop: for what waits for nothing and looks nothing up. */
  INSTANT,
  /** What operators and browsers look at, so that it is answered when all else is full. */
  OPS,
  /** Searches: as many at once as there are cores. */
  SEARCH,
  /** Many texts embedded for one caller: some cores, so that searches keep the others. */
  BULK,
  /** Answers, which may wait for a language model elsewhere. */
  ASK,
  /** What reads blocks, tables and files, or notes a job down. */
  READ,
  /** Files that are brought, each as long as its sender takes. */
  UPLOAD,
  /** Streams that stay open and mostly wait. */
  STREAM;

  /** The name in metrics and messages. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
