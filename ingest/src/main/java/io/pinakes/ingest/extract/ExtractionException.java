package io.pinakes.ingest.extract;

/** One file gave no text. It says nothing about any other file: the run goes on. */
public final class ExtractionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FailureReason reason;
  private final String detail;

  /**
   * A failure of one file.
   *
   * @param name the file, as the user knows it
   * @param reason one of the closed list
   * @param detail a short sentence for people, without the name
   */
  public ExtractionException(String name, FailureReason reason, String detail) {
    super(name + ": " + reason.text() + ": " + detail);
    this.reason = reason;
    this.detail = detail;
  }

  /** As above, with what caused it. */
  public ExtractionException(String name, FailureReason reason, String detail, Throwable cause) {
    super(name + ": " + reason.text() + ": " + detail, cause);
    this.reason = reason;
    this.detail = detail;
  }

  /** Which of the closed list of reasons. */
  public FailureReason reason() {
    return reason;
  }

  /** A short sentence for people, without the name of the file. */
  public String detail() {
    return detail;
  }
}
