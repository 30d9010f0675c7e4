package io.pinakes.ipfs.visibility;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.util.Optional;

/**
 * The gate that every surface serving strangers reads through: of the blocks that are held, those
 * that a public root reaches.
 *
 * <p>A private block and one that is not held are the same here, in what is returned and in the
 * work that finds it out: the set of public blocks is asked first, and for neither is the store of
 * blocks touched. An identity CID holds its own bytes, so that nothing is kept back by refusing it;
 * what it links to is asked for by itself.
 */
public final class PublicBlocks implements BlockReader {
  private final Visibility visibility;
  private final BlockReader blocks;

  /** The public ones of those blocks. */
  public PublicBlocks(Visibility visibility, BlockReader blocks) {
    this.visibility = visibility;
    this.blocks = blocks;
  }

  /**
   * The public blocks of a store, for others: they are not hashed again, since whoever asks for
   * them does that, and the store's checksums find damaged files.
   */
  public static PublicBlocks of(Store store) {
    return new PublicBlocks(new Visibility(store), store.blocks().unhashed());
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    return isOpen(cid) ? blocks.get(cid) : Optional.empty();
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return isOpen(cid) && blocks.has(cid);
  }

  private boolean isOpen(Cid cid) throws IOException {
    return cid.hash().code() == Multihash.IDENTITY || visibility.isPublic(cid);
  }
}
