package io.pinakes.p2p.security;

import io.pinakes.p2p.transport.Duplex;

/** A peer's bytes, which come so many at a time, and then its end. Takes nothing. */
public final class Pieces implements Duplex {
  private final byte[] bytes;
  private final int piece;
  private int at;
  private int reads;

  /** Of at least one byte each. */
  public Pieces(byte[] bytes, int piece) {
    this.bytes = bytes;
    this.piece = piece;
  }

  /** How often was read. */
  public int reads() {
    return reads;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    reads++;
    int count = Math.min(Math.min(piece, length), bytes.length - at);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public void write(byte[] from, int offset, int length) {}

  @Override
  public void closeOutput() {}

  @Override
  public void close() {}
}
