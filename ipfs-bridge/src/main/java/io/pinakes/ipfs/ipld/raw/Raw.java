package io.pinakes.ipfs.ipld.raw;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.BytesNode;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.Node;

/** The codec that leaves bytes as they are. It copies nothing. */
public final class Raw implements Codec {
  /** The codec. */
  public static final Raw INSTANCE = new Raw();

  private Raw() {}

  @Override
  public long code() {
    return Multicodec.RAW;
  }

  @Override
  public byte[] encode(Node node) {
    if (node instanceof BytesNode bytes) {
      return bytes.value();
    }
    throw new IllegalArgumentException("raw holds bytes, not [" + node.kind() + "]");
  }

  @Override
  public Node decode(byte[] block) {
    return Node.of(block);
  }
}
