package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps blocks in memory, in the order of their multihashes. */
public final class MemoryBlockstore implements Blockstore {
  private final ConcurrentSkipListMap<Multihash, byte[]> blocks = new ConcurrentSkipListMap<>();

  @Override
  public Optional<byte[]> get(Cid cid) {
    Multihash hash = cid.hash();
    return hash.code() == Multihash.IDENTITY
        ? Optional.of(hash.digest())
        : Optional.ofNullable(blocks.get(hash));
  }

  @Override
  public boolean has(Cid cid) {
    return cid.hash().code() == Multihash.IDENTITY || blocks.containsKey(cid.hash());
  }

  @Override
  public void put(Collection<Block> added) {
    for (Block block : added) {
      if (block.cid().hash().code() != Multihash.IDENTITY) {
        blocks.putIfAbsent(block.cid().hash(), block.bytes());
      }
    }
  }

  /** How many blocks are here. */
  public int size() {
    return blocks.size();
  }
}
