package io.pinakes.ipfs.unixfs;

import io.pinakes.ipfs.ipld.dagpb.PbLink;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds and lists names in a trie of shards.
 *
 * <p>Every name that is met is held against the buckets that led to it. So a hostile trie that
 * holds one shard many times, to be listed without end, is refused at the first name that is in the
 * wrong place; and an empty shard below the root, which has no name to check, is refused, too.
 */
final class HamtReader {
  private final NodeLoader loader;

  HamtReader(NodeLoader loader) {
    this.loader = loader;
  }

  Optional<UnixFsEntry> find(NodeLoader.Loaded root, String name) throws IOException {
    Hamt hamt = shape(root);
    long hash = Hamt.hash(name);
    NodeLoader.Loaded shard = root;
    for (int depth = 0; depth < hamt.maxDepth(); depth++) {
      int bucket = hamt.bucket(hash, depth);
      BitField bits = BitField.of(shard.inline(), hamt.fanout());
      if (!bits.isSet(bucket)) {
        return Optional.empty();
      }
      PbLink link = shard.links().get(bits.countBelow(bucket));
      String entry = entryName(shard, hamt, bucket, link);
      if (!entry.isEmpty()) {
        return entry.equals(name)
            ? Optional.of(new UnixFsEntry(name, link.hash(), link.tsize()))
            : Optional.empty();
      }
      shard = child(shard, hamt, link);
    }
    throw shard.bad("lies deeper than the hash of a name reaches");
  }

  void list(NodeLoader.Loaded root, UnixFsDirectory.EntryVisitor visitor) throws IOException {
    list(root, shape(root), 0, 0, visitor);
  }

  /**
   * Lists a shard.
   *
   * @param way the buckets that led to it, as the leading bits of the hash of any name in it
   * @return whether the visitor wants more
   */
  private boolean list(
      NodeLoader.Loaded shard, Hamt hamt, int depth, long way, UnixFsDirectory.EntryVisitor visitor)
      throws IOException {
    if (depth == hamt.maxDepth()) {
      throw shard.bad("lies deeper than the hash of a name reaches");
    }
    BitField bits = BitField.of(shard.inline(), hamt.fanout());
    int next = 0;
    for (int bucket = 0; bucket < hamt.fanout(); bucket++) {
      if (!bits.isSet(bucket)) {
        continue;
      }
      PbLink link = shard.links().get(next++);
      long wayHere = way << hamt.bits() | bucket;
      String name = entryName(shard, hamt, bucket, link);
      if (name.isEmpty()) {
        if (!list(child(shard, hamt, link), hamt, depth + 1, wayHere, visitor)) {
          return false;
        }
        continue;
      }
      if (Hamt.hash(name) >>> Long.SIZE - hamt.bits() * (depth + 1) != wayHere) {
        throw shard.bad("holds the name [" + name + "], which belongs elsewhere");
      }
      if (!visitor.visit(new UnixFsEntry(name, link.hash(), link.tsize()))) {
        return false;
      }
    }
    return true;
  }

  private static Hamt shape(NodeLoader.Loaded root) {
    return new Hamt((int) root.data().fanout.orElseThrow());
  }

  /** The name behind a bucket's prefix; empty if the link leads to a shard. */
  private static String entryName(NodeLoader.Loaded shard, Hamt hamt, int bucket, PbLink link)
      throws UnixFsException {
    String name = link.nameOrEmpty();
    if (!name.startsWith(hamt.prefix(bucket))) {
      throw shard.bad("has a link [" + name + "] in bucket [" + hamt.prefix(bucket) + "]");
    }
    return name.substring(hamt.prefixLength());
  }

  private NodeLoader.Loaded child(NodeLoader.Loaded parent, Hamt hamt, PbLink link)
      throws IOException {
    NodeLoader.Loaded shard = loader.load(link.hash());
    if (shard.data().type != UnixFsType.HAMT_SHARD
        || shard.data().fanout.orElseThrow() != hamt.fanout()
        || shard.links().isEmpty()) {
      throw shard.bad("is no shard that belongs below [" + parent.cid() + "]");
    }
    return shard;
  }
}
