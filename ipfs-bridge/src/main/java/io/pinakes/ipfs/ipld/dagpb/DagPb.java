package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.Node;

/**
 * dag-pb (ipld.io, "DAG-PB"): a list of links and some bytes, in protobuf.
 *
 * <p>Layout, in this order and each field at most once but the links:
 *
 * <pre>
 *   node  12 varint-length link, any number, sorted by the bytes of their names
 *         0a varint-length data, optional
 *   link  0a varint-length CID
 *         12 varint-length name in UTF-8, optional
 *         18 varint tsize, optional
 * </pre>
 *
 * <p>Readers also accept data before the links, and links in another order, which they keep. As a
 * {@link Node} it is {@code {Data?: bytes, Links: [{Hash: link, Name?: text, Tsize?: integer}]}}.
 */
public final class DagPb implements Codec {
  /** The codec. */
  public static final DagPb INSTANCE = new DagPb(IpldLimits.DEFAULT);

  // Field number << 3 | wire type: 2 is bytes with a length, 0 a varint.
  static final int NODE_DATA = 1 << 3 | 2;
  static final int NODE_LINK = 2 << 3 | 2;
  static final int LINK_HASH = 1 << 3 | 2;
  static final int LINK_NAME = 2 << 3 | 2;
  static final int LINK_TSIZE = 3 << 3;

  private final IpldLimits limits;

  private DagPb(IpldLimits limits) {
    this.limits = limits;
  }

  /** The same codec under other limits; the format has no depth. */
  public DagPb withLimits(IpldLimits other) {
    return new DagPb(other);
  }

  @Override
  public long code() {
    return Multicodec.DAG_PB;
  }

  @Override
  public byte[] encode(Node node) {
    try {
      return PbForm.fromNode(node).encode();
    } catch (CodecException e) {
      throw new IllegalArgumentException("node has not the form of dag-pb: " + e.getMessage(), e);
    }
  }

  @Override
  public Node decode(byte[] block) throws CodecException {
    return PbForm.toNode(decodePb(block));
  }

  /**
   * Reads a block into the format's own types.
   *
   * @throws CodecException if it is malformed
   */
  public PbNode decodePb(byte[] block) throws CodecException {
    limits.checkBlock(block.length);
    return new PbReader(block).read();
  }
}
