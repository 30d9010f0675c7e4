package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.Blockstore;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** A lease whose holds the {@link LeaseBook} keeps. */
final class EngineLease implements Lease, Blockstore {
  private final Blockstore blocks;
  private final EngineWriter writer;
  private final LeaseBook leases;
  private final HeldBlocks held;

  EngineLease(Blockstore blocks, EngineWriter writer, LeaseBook leases) {
    this.blocks = blocks;
    this.writer = writer;
    this.leases = leases;
    this.held = leases.open();
  }

  @Override
  public Blockstore blocks() {
    return this;
  }

  @Override
  public Batch batch() {
    return new EngineBatch(writer, leases, Optional.of(held));
  }

  @Override
  public boolean hold(Cid cid) throws IOException {
    return has(cid);
  }

  /*
   * Held first, looked for then: the other way round, a collection between the two would take what
   * was just found.
   */
  @Override
  public boolean has(Cid cid) throws IOException {
    return named(cid) || leases.holdFound(held, cid) && blocks.has(cid);
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    return named(cid) || leases.holdFound(held, cid) ? blocks.get(cid) : Optional.empty();
  }

  @Override
  public void put(Collection<Block> added) throws IOException {
    Batch batch = batch();
    added.forEach(batch::putBlock);
    batch.commit(Durability.BUFFERED);
  }

  @Override
  public Scratch scratch() {
    return blocks.scratch();
  }

  @Override
  public void close() {
    leases.close(held);
  }

  private static boolean named(Cid cid) {
    return cid.hash().code() == Multihash.IDENTITY;
  }
}
