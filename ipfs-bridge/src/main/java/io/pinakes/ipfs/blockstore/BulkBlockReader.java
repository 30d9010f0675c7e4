package io.pinakes.ipfs.blockstore;

import io.pinakes.core.multiformats.Cid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Finds many blocks with one question. */
public interface BulkBlockReader extends BlockReader {
  /**
   * The bytes of the blocks, in the order of the names; empty where one is not here. All of them
   * are in memory at once, so the caller bounds how many it asks for.
   *
   * @throws DamagedBlockException if one of them is damaged
   * @throws IOException if they cannot be read
   */
  List<Optional<byte[]>> getAll(List<Cid> cids) throws IOException;
}
