package io.pinakes.core.multiformats;

/**
 * Bytes or text that are not a well-formed varint, multibase, multihash, CID, multiaddr, key or
 * peer id.
 */
public final class MultiformatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says what was malformed, with the offending value in brackets. */
  public MultiformatException(String message) {
    super(message);
  }

  /** Says what was malformed, and what noticed it. */
  public MultiformatException(String message, Throwable cause) {
    super(message, cause);
  }
}
