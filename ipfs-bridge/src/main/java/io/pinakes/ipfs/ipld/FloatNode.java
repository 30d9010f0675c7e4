package io.pinakes.ipfs.ipld;

/**
 * A finite floating-point number. Zero and negative zero differ.
 *
 * @param value the value
 */
public record FloatNode(double value) implements Node {
  /** Refuses what the data model leaves out: NaN and the infinities. */
  public FloatNode {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("[" + value + "] is not a finite number");
    }
  }

  @Override
  public String kind() {
    return "float";
  }
}
