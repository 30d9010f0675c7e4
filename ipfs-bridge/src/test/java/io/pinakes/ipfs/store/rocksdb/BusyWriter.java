package io.pinakes.ipfs.store.rocksdb;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The program of a second process: writes rounds of blocks, some of them so large that they are in
 * packs, each with an entry that is committed together with them and says which round it is, and
 * prints the round when it is on the disk. The first {@link #KEPT} blocks stay; those of old rounds
 * are deleted, and with {@code compact} their room is reclaimed, which rewrites and deletes blob
 * files and packs.
 */
final class BusyWriter {
  static final int KEPT = 200;
  static final int ROUND = 64;
  private static final int LIVE_ROUNDS = 8;

  private BusyWriter() {}

  public static void main(String[] arguments) throws IOException {
    boolean compact = arguments.length > 1;
    try (Store store = RocksStore.open(Path.of(arguments[0]), StoreOptions.DEFAULTS)) {
      List<Block> kept = new ArrayList<>();
      for (int i = 0; i < KEPT; i++) {
        kept.add(block(-1, i));
      }
      store.blocks().put(kept);
      for (int round = 0; ; round++) {
        Batch batch = store.batch();
        for (int i = 0; i < ROUND; i++) {
          batch.putBlock(block(round, i));
        }
        byte[] number = ByteBuffer.allocate(4).putInt(round).array();
        batch.put(store.table("rounds"), new byte[] {'n'}, number);
        batch.commit(Durability.SYNCED);
        if (round >= LIVE_ROUNDS) {
          store.blocks().delete(cids(round - LIVE_ROUNDS));
        }
        if (compact) {
          store.upkeep().reclaim();
        }
        System.out.println(round);
        System.out.flush();
      }
    }
  }

  static List<Cid> cids(int round) {
    List<Cid> cids = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      cids.add(block(round, i).cid());
    }
    return cids;
  }

  static Block block(int round, int number) {
    boolean packed = round % 16 == 15 || number % 32 == 31;
    byte[] content = new byte[packed ? PackedBlocks.MIN_BYTES : 4_000];
    new SplittableRandom(round * 1_000L + number).nextBytes(content);
    return Block.of(Multicodec.RAW, content);
  }
}
