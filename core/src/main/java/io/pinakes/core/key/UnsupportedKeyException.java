package io.pinakes.core.key;

/**
 * A well-formed key of a type that nothing on the class path can use. Distinct from a failed check:
 * the signature may be good, this program cannot tell.
 */
public final class UnsupportedKeyException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Says what type it is and what to add. */
  UnsupportedKeyException(String message) {
    super(message);
  }
}
