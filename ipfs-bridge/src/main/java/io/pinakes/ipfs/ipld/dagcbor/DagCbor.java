package io.pinakes.ipfs.ipld.dagcbor;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.ipld.Codec;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.IpldLimits;
import io.pinakes.ipfs.ipld.Node;

/**
 * dag-cbor (ipld.io, "DAG-CBOR"): the deterministic subset of CBOR with links.
 *
 * <p>Layout: one item and nothing behind it. Arguments are in their shortest form, lengths
 * definite, keys of maps text without duplicates, sorted by their length and then by their bytes.
 * Floats have 64 bits and are finite. The only simple values are false, true and null. The only tag
 * is 42: a link, as a byte string of {@code 00} and the binary CID.
 */
public final class DagCbor implements Codec {
  /** Reads that layout only. For our own records and whatever is signed. */
  public static final DagCbor STRICT = new DagCbor(IpldLimits.DEFAULT, true);

  /**
   * Reads also what other writers are known to have stored: longer arguments, indefinite lengths,
   * keys in another order, short floats. Writing what was read may then give another CID. Still
   * refused are duplicate keys, keys that are not text, NaN, infinities, other tags and simple
   * values, and trailing bytes.
   */
  public static final DagCbor RELAXED = new DagCbor(IpldLimits.DEFAULT, false);

  private final IpldLimits limits;
  private final boolean strict;

  private DagCbor(IpldLimits limits, boolean strict) {
    this.limits = limits;
    this.strict = strict;
  }

  /** The same codec under other limits. */
  public DagCbor withLimits(IpldLimits other) {
    return new DagCbor(other, strict);
  }

  @Override
  public long code() {
    return Multicodec.DAG_CBOR;
  }

  @Override
  public byte[] encode(Node node) {
    return new CborWriter(limits.maxDepth()).write(node);
  }

  @Override
  public Node decode(byte[] block) throws CodecException {
    limits.checkBlock(block.length);
    return new CborReader(block, limits, strict).readWhole();
  }
}
