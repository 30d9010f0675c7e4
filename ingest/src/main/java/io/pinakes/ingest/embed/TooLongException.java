package io.pinakes.ingest.embed;

/** A text has more tokens than the model takes. It was not cut, and there is no vector. */
public final class TooLongException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int tokens;
  private final int limit;

  /**
   * For a text of {@code tokens} tokens given to the model {@code model}, which takes {@code
   * limit}.
   */
  public TooLongException(String model, int tokens, int limit) {
    super(
        "text of ["
            + tokens
            + "] tokens is too long for model ["
            + model
            + "], which takes ["
            + limit
            + "]");
    this.tokens = tokens;
    this.limit = limit;
  }

  /** Tokens of the text, special tokens included. */
  public int tokens() {
    return tokens;
  }

  /** The most tokens that the model takes. */
  public int limit() {
    return limit;
  }
}
