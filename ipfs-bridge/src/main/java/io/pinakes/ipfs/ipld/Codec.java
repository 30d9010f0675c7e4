package io.pinakes.ipfs.ipld;

/**
 * Blocks of one format as nodes, and back.
 *
 * <p>Implementations are stateless and may be shared. Whatever {@link #encode} writes, {@link
 * #decode} reads into an equal node; equal nodes are written to equal bytes.
 */
public interface Codec {
  /** The multicodec code that stands in the CIDs of its blocks. */
  long code();

  /**
   * Writes a node.
   *
   * @throws IllegalArgumentException if the format cannot express it
   */
  byte[] encode(Node node);

  /**
   * Reads a whole block.
   *
   * @throws CodecException if the bytes are malformed, not canonical where the format asks for it,
   *     or beyond {@link IpldLimits}
   */
  Node decode(byte[] block) throws CodecException;
}
