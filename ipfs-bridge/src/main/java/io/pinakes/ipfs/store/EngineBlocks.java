package io.pinakes.ipfs.store;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.blockstore.BlockVisitor;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.scratch.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Blocks under their multihashes, hashed again whenever they are read. */
final class EngineBlocks implements StoreBlocks {
  private final Engine engine;
  private final EngineWriter writer;
  private final LeaseBook leases;

  EngineBlocks(Engine engine, EngineWriter writer, LeaseBook leases) {
    this.engine = engine;
    this.writer = writer;
    this.leases = leases;
  }

  @Override
  public Optional<byte[]> get(Cid cid) throws IOException {
    if (isIdentity(cid)) {
      return Optional.of(cid.hash().digest());
    }
    return checked(cid, bytes(cid));
  }

  @Override
  public BlockReader unhashed() {
    return new BlockReader() {
      @Override
      public Optional<byte[]> get(Cid cid) throws IOException {
        if (isIdentity(cid)) {
          return Optional.of(cid.hash().digest());
        }
        Optional<byte[]> bytes = bytes(cid);
        return bytes.isPresent() ? bytes : checked(cid, bytes);
      }

      @Override
      public boolean has(Cid cid) throws IOException {
        return EngineBlocks.this.has(cid);
      }
    };
  }

  @Override
  public Scratch scratch() {
    return engine.scratch();
  }

  private Optional<byte[]> bytes(Cid cid) throws IOException {
    try {
      return engine.getAll(EngineWriter.BLOCKS, List.of(key(cid))).getFirst();
    } catch (StoreDamagedException e) {
      throw new DamagedBlockException(cid, e);
    }
  }

  @Override
  public List<Optional<byte[]>> getAll(List<Cid> cids) throws IOException {
    List<Optional<byte[]>> found;
    try {
      found = engine.getAll(EngineWriter.BLOCKS, cids.stream().map(EngineBlocks::key).toList());
    } catch (StoreDamagedException e) {
      // One by one, to learn which it is.
      List<Optional<byte[]>> singly = new ArrayList<>(cids.size());
      for (Cid cid : cids) {
        singly.add(get(cid));
      }
      return singly;
    }
    List<Optional<byte[]>> values = new ArrayList<>(cids.size());
    for (int i = 0; i < cids.size(); i++) {
      Cid cid = cids.get(i);
      values.add(isIdentity(cid) ? get(cid) : checked(cid, found.get(i)));
    }
    return values;
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return isIdentity(cid) || row(cid).isPresent();
  }

  @Override
  public OptionalLong size(Cid cid) throws IOException {
    if (isIdentity(cid)) {
      return OptionalLong.of(cid.hash().digestLength());
    }
    Optional<byte[]> row = row(cid);
    return row.isPresent()
        ? OptionalLong.of(BlockRow.parse(engine.name(), row.get()).size())
        : OptionalLong.empty();
  }

  @Override
  public void put(Collection<Block> blocks) throws IOException {
    Batch batch = new EngineBatch(writer, leases, Optional.empty());
    blocks.forEach(batch::putBlock);
    batch.commit(Durability.BUFFERED);
  }

  @Override
  public void list(BlockVisitor visitor) throws IOException {
    engine.scan(
        EngineWriter.ROWS,
        new byte[0],
        (key, value) -> {
          BlockRow row = BlockRow.parse(engine.name(), value);
          return visitor.visit(row.cid(key), row.size());
        });
  }

  @Override
  public long delete(Collection<Cid> cids) throws IOException {
    return writer.removeFree(cids.stream().map(Cid::hash).toList()).bytes();
  }

  @Override
  public void replace(Block block) throws IOException {
    if (!isIdentity(block.cid())) {
      writer.replace(block);
    }
  }

  private Optional<byte[]> checked(Cid cid, Optional<byte[]> bytes) throws IOException {
    if (bytes.isPresent()) {
      try {
        Block.verified(cid, bytes.get());
      } catch (HashMismatchException e) {
        throw new DamagedBlockException(cid, "its bytes have another hash");
      }
    } else if (has(cid)) {
      throw new DamagedBlockException(cid, "its bytes are gone");
    }
    return bytes;
  }

  private Optional<byte[]> row(Cid cid) throws IOException {
    try {
      return engine.getAll(EngineWriter.ROWS, List.of(key(cid))).getFirst();
    } catch (StoreDamagedException e) {
      throw new DamagedBlockException(cid, e);
    }
  }

  private static byte[] key(Cid cid) {
    return cid.hash().toBytes();
  }

  private static boolean isIdentity(Cid cid) {
    return cid.hash().code() == Multihash.IDENTITY;
  }
}
