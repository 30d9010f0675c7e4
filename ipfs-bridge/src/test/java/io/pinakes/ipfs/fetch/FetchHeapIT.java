package io.pinakes.ipfs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory while many small blocks are fetched. */
@Tag("slow")
class FetchHeapIT {
  private static final int LINKS = 1000;

  @TempDir Path folder;

  @Test
  void aMillionSmallBlocksTakeNoMoreHeapThanAHundredThousand() throws Exception {
    long small = heap(100_000);
    long large = heap(1_000_000);
    System.out.printf(
        Locale.ROOT,
        "heap after collection near the end: %,d bytes at 100,000 blocks, %,d at 1,000,000%n",
        small,
        large);
    assertThat(large).isLessThanOrEqualTo(small * 12 / 10);
  }

  /** The heap in use, after a collection, when nine tenths of the leaves have been fetched. */
  private long heap(int leaves) throws IOException, InterruptedException {
    AtomicLong heap = new AtomicLong();
    try (Store there = open("there-" + leaves);
        Store here = open("here-" + leaves)) {
      Cid root = fill(there, leaves);
      AtomicLong asked = new AtomicLong();
      BlockSource source =
          new BlockSource() {
            @Override
            public String name() {
              return "there";
            }

            @Override
            public Optional<byte[]> block(Cid cid) throws IOException {
              if (asked.incrementAndGet() == leaves * 9L / 10) {
                heap.set(used());
              }
              return there.blocks().get(cid);
            }
          };
      FetchReport report =
          new DagFetcher(here.blocks(), FetchLimits.DEFAULT).fetch(List.of(root), List.of(source));
      assertThat(report.blocks()).isEqualTo(1 + leaves / LINKS + leaves);
    }
    return heap.get();
  }

  private Store open(String name) throws IOException {
    return RocksStore.open(folder.resolve(name), StoreOptions.DEFAULTS);
  }

  private static Cid fill(Store store, int leaves) throws IOException {
    List<Cid> above = new ArrayList<>();
    for (int i = 0; i < leaves; i += LINKS) {
      List<Block> blocks = new ArrayList<>();
      List<Cid> links = new ArrayList<>();
      for (int j = i; j < i + LINKS; j++) {
        byte[] bytes = ByteBuffer.allocate(64).putInt(leaves).putInt(j).array();
        blocks.add(Block.of(Multicodec.RAW, bytes));
        links.add(blocks.getLast().cid());
      }
      blocks.add(Graphs.list(links));
      above.add(blocks.getLast().cid());
      store.blocks().put(blocks);
    }
    Block root = Graphs.list(above);
    store.blocks().put(List.of(root));
    return root.cid();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
