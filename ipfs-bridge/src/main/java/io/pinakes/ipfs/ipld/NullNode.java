package io.pinakes.ipfs.ipld;

/** The value that says there is none. */
public enum NullNode implements Node {
  /** The only null. */
  INSTANCE;

  @Override
  public String kind() {
    return "null";
  }
}
