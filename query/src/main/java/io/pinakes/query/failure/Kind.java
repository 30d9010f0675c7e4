package io.pinakes.query.failure;

/** What sort of failure it is; the command line has an exit code for each, HTTP a status. */
public enum Kind {
  /** What was asked for makes no sense. */
  USAGE,
  /** What was asked for is not there. */
  NOT_FOUND,
  /** Something else holds the home, or a name is taken. */
  CONFLICT,
  /** A server or peer could not be reached. */
  NETWORK,
  /** A hash or signature does not match. */
  VERIFICATION,
  /** The disk quota would be exceeded. */
  QUOTA,
  /** It took too long. */
  TIMEOUT,
  /** Somebody asked to stop. */
  INTERRUPTED,
  /** The machine or the home is in no state to do it. */
  FAILURE,
  /** A mistake of the program. */
  DEFECT;

  /** The name in documents, lower case with hyphens. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
