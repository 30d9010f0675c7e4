package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads a folder over a trie of shards of 256 buckets, by the bytes of the names' hashes, the
 * most significant first. A bucket with one name links to its entry, under the bucket's number and
 * the name; one with more links to a shard, under the number alone.
 */
final class HamtBuilder {
  private final NodeSink nodes;

  /** Keeps a node, and names it. */
  interface NodeSink {
    Imported add(PbNode node, long size) throws IOException;
  }

  private record Hashed(long hash, PbLink link) {}

  HamtBuilder(NodeSink nodes) {
    this.nodes = nodes;
  }

  Imported build(List<PbLink> entries) throws IOException {
    List<Hashed> hashed = new ArrayList<>(entries.size());
    for (PbLink link : entries) {
      hashed.add(new Hashed(Hamt.hash(link.nameOrEmpty()), link));
    }
    hashed.sort((a, b) -> Long.compareUnsigned(a.hash, b.hash));
    return shard(hashed, 0);
  }

  private Imported shard(List<Hashed> entries, int depth) throws IOException {
    Hamt hamt = Hamt.DEFAULT;
    if (depth == hamt.maxDepth()) {
      throw new IllegalArgumentException(
          entries.size() + " names have one hash, " + entries.getFirst().link.nameOrEmpty());
    }
    BitField occupied = new BitField(hamt.fanout());
    List<PbLink> links = new ArrayList<>();
    int from = 0;
    while (from < entries.size()) {
      int bucket = hamt.bucket(entries.get(from).hash, depth);
      int to = from + 1;
      while (to < entries.size() && hamt.bucket(entries.get(to).hash, depth) == bucket) {
        to++;
      }
      occupied.set(bucket);
      links.add(bucketLink(hamt.prefix(bucket), entries.subList(from, to), depth));
      from = to;
    }
    UnixFsData data = UnixFsData.shard(occupied.toBytes(), Hamt.MURMUR3, hamt.fanout());
    return nodes.add(PbNode.of(links, UnixFsDataCodec.encode(data)), 0);
  }

  private PbLink bucketLink(String prefix, List<Hashed> entries, int depth) throws IOException {
    if (entries.size() == 1) {
      PbLink only = entries.getFirst().link;
      return PbLink.of(only.hash(), prefix + only.nameOrEmpty(), only.tsize().orElse(0));
    }
    Imported shard = shard(entries, depth + 1);
    return PbLink.of(shard.cid(), prefix, shard.treeBytes());
  }
}
