package io.pinakes.ipfs.ipld;

import java.util.Objects;

/**
 * Text. Codecs refuse to write text that UTF-8 cannot hold (half a surrogate pair).
 *
 * @param value the text
 */
public record TextNode(String value) implements Node {
  /** Refuses null. */
  public TextNode {
    Objects.requireNonNull(value);
  }

  @Override
  public String kind() {
    return "text";
  }
}
