package io.pinakes.ipfs.ipld.dagpb;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dag-pb node: links, and data that may be absent, which differs from empty. Immutable; the data
 * array is shared and left unchanged.
 */
public final class PbNode {
  static final Comparator<PbLink> BY_NAME =
      Comparator.comparing(link -> Utf8.encode(link.nameOrEmpty()), Arrays::compareUnsigned);

  private final List<PbLink> links;
  private final byte @Nullable [] data;

  private PbNode(List<PbLink> links, byte @Nullable [] data) {
    this.links = List.copyOf(links);
    this.data = data;
  }

  /** A node with data; the links keep their order. */
  public static PbNode of(List<PbLink> links, byte[] data) {
    return new PbNode(links, data);
  }

  /** A node without data; the links keep their order. */
  public static PbNode of(List<PbLink> links) {
    return new PbNode(links, null);
  }

  /**
   * Reads a block.
   *
   * @throws CodecException if it is malformed (see {@link DagPb})
   */
  public static PbNode decode(byte[] block) throws CodecException {
    return DagPb.INSTANCE.decodePb(block);
  }

  /** The links, unmodifiable. */
  public List<PbLink> links() {
    return links;
  }

  /** The data, not to be written to. */
  public Optional<byte[]> data() {
    return Optional.ofNullable(data);
  }

  /** The same node with its links in the order in which they are written: by name, stable. */
  public PbNode sorted() {
    List<PbLink> sorted = new ArrayList<>(links);
    sorted.sort(BY_NAME);
    return new PbNode(sorted, data);
  }

  /**
   * Writes the block.
   *
   * @throws IllegalArgumentException if the links are not {@link #sorted}
   */
  public byte[] encode() {
    return PbWriter.write(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PbNode that
        && links.equals(that.links)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return links.hashCode() * 31 + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "PbNode[" + links + ", " + (data == null ? "no data]" : data.length + " bytes]");
  }
}
