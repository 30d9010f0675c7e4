package io.pinakes.ipfs.pin;

import io.pinakes.core.multiformats.Cid;

/**
 * One pin.
 *
 * @param cid the block
 * @param kind whether what it links to is kept with it
 * @param name what the pin is for, in the words of whoever set it; may be empty
 */
public record Pin(Cid cid, Kind kind, String name) {
  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 255;

  /** How far a pin reaches. */
  public enum Kind {
    /** Keeps the one block. */
    DIRECT,
    /** Keeps the block and all that is reachable from it. */
    RECURSIVE
  }

  /** Checks the name's length. */
  public Pin {
    if (name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException(
          "pin name of [" + name.length() + "] characters is too long");
    }
  }
}
