package io.pinakes.datasets.model.tree;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.Node;
import java.util.List;

/**
 * An entry above the leaves.
 *
 * @param first the first key below it
 * @param node the node's block
 * @param count the entries in the leaves below it
 */
@SuppressWarnings("ArrayRecordComponent") // keys are compared as unsigned bytes, never by equals
record Child(byte[] first, Cid node, long count) {
  Node encode(EntryShape<?> shape) {
    return new ListNode(List.of(shape.encodeKey(first), Node.of(node), Node.of(count)));
  }
}
