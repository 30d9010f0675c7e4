package io.pinakes.datasets.model.tree;

import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.Node;

/**
 * What the entries of a tree are: how they are sorted, written and read. Stateless.
 *
 * @param <E> the type of entry, which compares by value
 */
public interface EntryShape<E> {
  /** What error messages call such a tree. */
  String called();

  /** The key, 1 to {@link TreeLimits#MAX_KEY_BYTES} bytes; keys sort as unsigned bytes. */
  byte[] key(E entry);

  /** The entry as it stands in a leaf; equal entries give equal nodes. */
  Node encode(E entry);

  /**
   * Reads what {@link #encode} writes, and nothing else.
   *
   * @throws CodecException if the node is anything else
   */
  E decode(Node node) throws CodecException;

  /** A key as it stands above the leaves. */
  Node encodeKey(byte[] key);

  /**
   * Reads what {@link #encodeKey} writes, and nothing else.
   *
   * @throws CodecException if the node is anything else
   */
  byte[] decodeKey(Node node) throws CodecException;
}
