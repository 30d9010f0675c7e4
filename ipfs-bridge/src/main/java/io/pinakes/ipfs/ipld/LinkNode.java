package io.pinakes.ipfs.ipld;

import io.pinakes.core.multiformats.Cid;
import java.util.Objects;

/**
 * A link to another block.
 *
 * @param cid the block's name
 */
public record LinkNode(Cid cid) implements Node {
  /** Refuses null. */
  public LinkNode {
    Objects.requireNonNull(cid);
  }

  @Override
  public String kind() {
    return "link";
  }
}
