package io.pinakes.ipfs.unixfs;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A folder, in one block or spread over a trie. */
public final class UnixFsDirectory implements UnixFsNode {
  private final NodeLoader.Loaded root;
  private final NodeLoader loader;

  UnixFsDirectory(NodeLoader.Loaded root, NodeLoader loader) {
    this.root = root;
    this.loader = loader;
  }

  /** Takes the entries of a folder one by one. */
  @FunctionalInterface
  public interface EntryVisitor {
    /** Looks at one entry; false ends the listing. */
    boolean visit(UnixFsEntry entry) throws IOException;
  }

  /**
   * The entry of a name; in a trie it takes a block a level.
   *
   * @throws UnixFsException if the blocks on the way contradict each other
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if one of them is not here
   */
  public Optional<UnixFsEntry> find(String name) throws IOException {
    if (isSharded()) {
      return new HamtReader(loader).find(root, name);
    }
    return root.links().stream()
        .filter(link -> link.nameOrEmpty().equals(name))
        .findFirst()
        .map(link -> new UnixFsEntry(name, link.hash(), link.tsize()));
  }

  /**
   * Visits the entries: in the order of a folder's block, or of a trie's buckets.
   *
   * @throws UnixFsException if the blocks contradict each other
   * @throws io.pinakes.ipfs.blockstore.MissingBlockException if one of them is not here
   */
  public void list(EntryVisitor visitor) throws IOException {
    if (isSharded()) {
      new HamtReader(loader).list(root, visitor);
      return;
    }
    for (var link : root.links()) {
      if (!visitor.visit(new UnixFsEntry(link.nameOrEmpty(), link.hash(), link.tsize()))) {
        return;
      }
    }
  }

  /** Whether it is spread over a trie. */
  public boolean isSharded() {
    return root.data().type == UnixFsType.HAMT_SHARD;
  }

  @Override
  public Cid cid() {
    return root.cid();
  }

  @Override
  public OptionalInt mode() {
    return root.data().mode;
  }

  @Override
  public Optional<Instant> modified() {
    return root.data().modified;
  }
}
