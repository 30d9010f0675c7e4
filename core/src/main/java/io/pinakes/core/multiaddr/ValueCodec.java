package io.pinakes.core.multiaddr;

import io.pinakes.core.multiformats.MultiformatException;

/**
 * A part's value as text and as bytes. Whatever {@code print} returns is one segment of a path, not
 * empty and without a slash, and {@code parse} reads the same bytes from it.
 */
interface ValueCodec {
  /**
   * Reads one segment.
   *
   * @throws MultiformatException if it is no such value
   */
  byte[] parse(String text);

  /**
   * Writes one segment.
   *
   * @throws MultiformatException if the bytes are no such value
   */
  String print(byte[] bytes);
}
