package io.pinakes.ipfs.ipld;

/**
 * A truth value.
 *
 * @param value the value
 */
public record BoolNode(boolean value) implements Node {
  static final BoolNode TRUE = new BoolNode(true);
  static final BoolNode FALSE = new BoolNode(false);

  @Override
  public String kind() {
    return "bool";
  }
}
