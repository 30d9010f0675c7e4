package io.pinakes.ipfs.ipld;

import java.io.IOException;

/**
 * Bytes that are not what their codec says, or a node that does not have the fields that its reader
 * expects. Data from outside is the usual cause, so it is checked.
 */
public class CodecException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, with the offending value in brackets. */
  public CodecException(String message) {
    super(message);
  }

  /** Says what is wrong, and what noticed it. */
  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
