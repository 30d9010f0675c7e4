package io.pinakes.ipfs.ipld.dagcbor;

/**
 * The layout of a CBOR head (RFC 8949, section 3): three bits of major type, then five of
 * additional information: the argument itself below 24, or how many bytes of it follow (24 to 27:
 * 1, 2, 4, 8), or 31 for an indefinite length.
 */
final class Cbor {
  static final int UNSIGNED = 0;
  static final int NEGATIVE = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int LIST = 4;
  static final int MAP = 5;
  static final int TAG = 6;
  static final int SIMPLE = 7;

  static final int FOLLOWS_1 = 24;
  static final int FOLLOWS_8 = 27;
  static final int INDEFINITE = 31;

  static final int FALSE = 20;
  static final int TRUE = 21;
  static final int NULL = 22;
  static final int FLOAT16 = 25;
  static final int FLOAT32 = 26;
  static final int FLOAT64 = 27;

  /** The only tag of dag-cbor: a byte string of {@code 00 | CID}. */
  static final int LINK = 42;

  /** What ends an item of indefinite length. */
  static final int BREAK = 0xff;

  private Cbor() {}
}
