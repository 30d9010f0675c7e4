package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a store that is written as fast as it takes it, so that files come and go. */
@Tag("slow")
@Timeout(900)
class RocksSnapshotIT {
  private static final long SEED = 31;
  private static final int SNAPSHOTS = 25;

  /** By turns: what goes through the log into tables and files of values, and into a pack. */
  private static final int[] BLOCK_BYTES = {60_000, 60_000, 200_000};

  @TempDir Path folder;

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /**
   * A block and a row in each of two tables; what they held before goes, so that there is garbage.
   */
  private static void write(Store store, int number, Random random) throws IOException {
    byte[] bytes = new byte[BLOCK_BYTES[number % BLOCK_BYTES.length]];
    random.nextBytes(bytes);
    Block block = Block.of(Multicodec.RAW, bytes);
    Batch batch = store.batch();
    batch.putBlock(block);
    batch.put(store.table("first"), key(number), block.cid().toBytes());
    batch.put(store.table("second"), key(number), block.cid().toBytes());
    if (number > 0) {
      batch.delete(store.table("second"), key(number - 1));
    }
    batch.commit(number % 10 == 0 ? Durability.SYNCED : Durability.BUFFERED);
  }

  /** How many batches a snapshot has: all of the first so many, each whole, and nothing else. */
  private static int batches(Store store) throws IOException {
    int[] seen = {0};
    store
        .table("first")
        .scan(
            new byte[0],
            (key, cid) -> {
              assertThat(key).isEqualTo(key(seen[0]++));
              return true;
            });
    int last = seen[0] - 1;
    for (int number = 0; number <= last; number++) {
      byte[] cid = store.table("first").get(key(number)).orElseThrow();
      assertThat(store.blocks().get(Cid.fromBytes(cid)))
          .as("block of batch " + number + " of " + last)
          .isPresent();
      assertThat(store.table("second").get(key(number)).isPresent()).isEqualTo(number == last);
    }
    return seen[0];
  }

  @Test
  void eachIsTheStoreAfterSoManyBatchesWhateverIsWrittenMeanwhile() throws Exception {
    System.out.println("seed " + SEED);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger written = new AtomicInteger();
    try (Store store = RocksStore.open(folder.resolve("store"), StoreOptions.DEFAULTS)) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                Random random = new Random(SEED);
                try {
                  while (!stop.get()) {
                    write(store, written.get(), random);
                    written.incrementAndGet();
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      int[] floor = new int[SNAPSHOTS];
      for (int i = 0; i < SNAPSHOTS; i++) {
        int next = written.get() + 40;
        while (written.get() < next && !writer.isDone()) {
          Thread.onSpinWait();
        }
        floor[i] = written.get();
        RocksSnapshot.take(folder.resolve("store"), folder.resolve("s" + i));
      }
      stop.set(true);
      writer.get();
      for (int i = 0; i < SNAPSHOTS; i++) {
        try (Store snapshot = RocksStore.open(folder.resolve("s" + i), StoreOptions.READ_ONLY)) {
          assertThat(batches(snapshot)).isBetween(floor[i], written.get());
          assertThat(snapshot.upkeep().verify()).isEmpty();
        }
      }
    }
    System.out.println(SNAPSHOTS + " snapshots of up to " + written.get() + " batches");
  }

  @Test
  void whatIsMovedFromTheLogIntoTablesMeanwhileIsNotLost() throws Exception {
    Random random = new Random(SEED);
    int[] attempts = {0};
    int[] written = {0};
    try (Store store = RocksStore.open(folder.resolve("store"), StoreOptions.DEFAULTS)) {
      Runnable muchIsWritten =
          () -> {
            // In two attempts more than all logs together may hold, so that the first of them goes.
            int end = written[0] + (attempts[0]++ < 2 ? 800 : 1);
            try {
              while (written[0] < end) {
                write(store, written[0], random);
                written[0]++;
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          };
      muchIsWritten.run();
      attempts[0] = 0;
      RocksSnapshot.take(folder.resolve("store"), folder.resolve("s"), muchIsWritten);
      assertThat(attempts[0]).as("attempts").isGreaterThan(2);
      try (Store snapshot = RocksStore.open(folder.resolve("s"), StoreOptions.READ_ONLY)) {
        assertThat(batches(snapshot)).isBetween(written[0] - 1, written[0]);
      }
    }
  }

  @Test
  void whereThereIsNoStoreThereIsNoSnapshot() {
    assertThatThrownBy(() -> RocksSnapshot.take(folder.resolve("none"), folder.resolve("s")))
        .isInstanceOf(StoreException.class);
  }
}
