package io.pinakes.ipfs.store;

/** One change of an {@link Engine}'s space. Its arrays are shared and nobody writes to them. */
public final class Change {
  private static final byte[] NONE = {};

  private final Kind kind;
  private final String space;
  private final byte[] key;
  private final byte[] other;

  /** What a change does. */
  public enum Kind {
    /** Sets {@code key} to {@code other}. */
    PUT,
    /** Removes {@code key}, if it is there. */
    DELETE,
    /** Removes the keys from {@code key} up to, without, {@code other}, which is behind it. */
    DELETE_RANGE
  }

  private Change(Kind kind, String space, byte[] key, byte[] other) {
    this.kind = kind;
    this.space = space;
    this.key = key;
    this.other = other;
  }

  /** Sets a key. */
  public static Change put(String space, byte[] key, byte[] value) {
    return new Change(Kind.PUT, space, key, value);
  }

  /** Removes a key. */
  public static Change delete(String space, byte[] key) {
    return new Change(Kind.DELETE, space, key, NONE);
  }

  static Change deleteRange(String space, byte[] from, byte[] to) {
    return new Change(Kind.DELETE_RANGE, space, from, to);
  }

  /** What it does. */
  public Kind kind() {
    return kind;
  }

  /** The space that changes. */
  public String space() {
    return space;
  }

  /** The key, or the first of a range. */
  public byte[] key() {
    return key;
  }

  /** The value of a put, the end of a range; else empty. */
  public byte[] other() {
    return other;
  }

  /** What it adds to a batch, in bytes. */
  long bytes() {
    return (long) key.length + other.length;
  }
}
