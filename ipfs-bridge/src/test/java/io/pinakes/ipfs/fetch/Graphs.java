package io.pinakes.ipfs.fetch;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Graphs to fetch. */
public final class Graphs {
  private Graphs() {}

  /** A list of lists of random leaves, of that many leaves. */
  public static Block random(
      MemoryBlockstore into, RandomGenerator random, int leaves, int leafBytes) throws IOException {
    List<Cid> level = new ArrayList<>();
    for (int i = 0; i < leaves; i++) {
      byte[] bytes = new byte[leafBytes];
      random.nextBytes(bytes);
      Block leaf = Block.of(Multicodec.RAW, bytes);
      into.put(List.of(leaf));
      level.add(leaf.cid());
    }
    while (true) {
      List<Cid> above = new ArrayList<>();
      Block last = list(List.of());
      for (int i = 0; i < level.size(); i += 16) {
        last = list(level.subList(i, Math.min(level.size(), i + 16)));
        into.put(List.of(last));
        above.add(last.cid());
      }
      if (above.size() == 1) {
        return last;
      }
      level = above;
    }
  }

  /** A list of links. */
  public static Block list(List<Cid> links) {
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(ListNode.ofLinks(links)));
  }
}
