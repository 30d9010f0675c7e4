package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Varint;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.StoreOptions.Access;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/** Writes blocks as versions before the packs did: all of them into RocksDB. */
final class RocksStoreOfFormatOne implements AutoCloseable {
  private final RocksSession session;

  RocksStoreOfFormatOne(Path store) {
    try {
      this.session = RocksSession.open(store.resolve("rocksdb"), true, Access.WRITE);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  void put(Block block) {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    Varint.write(block.size(), row);
    Varint.write(Multicodec.RAW, row);
    try {
      byte[] key = block.cid().hash().toBytes();
      session.db().put(session.makeFamily("blocks"), key, block.bytes());
      session.db().put(session.makeFamily("rows"), key, row.toByteArray());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    session.retire();
  }
}
