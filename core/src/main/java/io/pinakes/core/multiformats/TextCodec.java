package io.pinakes.core.multiformats;

/**
 * One way to write bytes as text. Stateless. What {@code decode} accepts, {@code encode} writes the
 * same, letter case aside.
 */
interface TextCodec {
  /** Writes the bytes, or throws a {@link MultiformatException} if this way cannot. */
  String encode(byte[] bytes);

  /** Reads the bytes, or throws a {@link MultiformatException}. */
  byte[] decode(String text);
}
