package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreFullException;
import io.pinakes.ipfs.store.StoreOptions;
import io.pinakes.ipfs.store.StoreReadOnlyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small disk of its own, which needs root to mount. */
@Tag("slow")
@Timeout(900)
class FullDiskIT {
  @TempDir Path dir;

  @BeforeEach
  void mount() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=24m", "pinakes-test", dir.toString());
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", dir.toString());
  }

  @Test
  void aFullDiskIsNamedAndTheStoreGoesOnByItselfWhenThereIsRoom() throws IOException {
    Path ballast = dir.resolve("ballast");
    Files.write(ballast, new byte[12 << 20]);
    List<Integer> acknowledged = new ArrayList<>();
    try (Store store = RocksStore.open(dir.resolve("store"), StoreOptions.DEFAULTS)) {
      fill(store, acknowledged);
      requireAll(store, acknowledged);
      // Opened anew, it finds a little room that it had taken in advance: it fills that, too.
      fill(store, acknowledged);
      requireAll(store, acknowledged);

      Files.delete(ballast);
      write(store, 2_000_000);
      acknowledged.add(2_000_000);
      requireAll(store, acknowledged);
      assertThat(store.upkeep().usage()).isEqualTo(store.upkeep().recount());
    }
    try (Store again = RocksStore.open(dir.resolve("store"), StoreOptions.DEFAULTS)) {
      requireAll(again, acknowledged);
    }
  }

  @Test
  void theRoomOfLargeBlocksIsGivenBackOnceTheRestCanBeMoved() throws IOException {
    Path ballast = dir.resolve("ballast");
    List<Block> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(BusyWriter.block(15, i));
    }
    List<Block> kept = all.subList(50, 100);
    try (Store store = RocksStore.open(dir.resolve("store"), StoreOptions.DEFAULTS)) {
      store.blocks().put(all);
      store.blocks().delete(all.subList(0, 50).stream().map(Block::cid).toList());
      fillBut(1 << 20, ballast);
      assertThatThrownBy(() -> store.upkeep().reclaim()).isInstanceOf(StoreFullException.class);
      for (Block block : kept) {
        assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
      }
      Files.delete(ballast);
      store.upkeep().reclaim();
      assertThat(store.upkeep().diskBytes()).isLessThan(50 * 65_536 + (1 << 20));
      for (Block block : kept) {
        assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
      }
    }
  }

  private void fillBut(long left, Path ballast) throws IOException {
    long free = Files.getFileStore(dir).getUsableSpace();
    Files.write(ballast, new byte[(int) (free - left)]);
  }

  @Test
  void aReadOnlyFileSystemIsNamedAndReadFromAllTheSame() throws Exception {
    Path home = dir.resolve("store");
    try (Store store = RocksStore.open(home, StoreOptions.DEFAULTS)) {
      write(store, 1);
    }
    run("mount", "-o", "remount,ro", dir.toString());
    assertThatThrownBy(() -> RocksStore.open(home, StoreOptions.DEFAULTS))
        .isInstanceOf(StoreReadOnlyException.class)
        .hasMessageContaining(home.toString());
    try (Store store = RocksStore.open(home, StoreOptions.READ_ONLY)) {
      assertThat(store.blocks().get(BusyWriter.block(1, 0).cid())).isPresent();
    }
  }

  /** Writes until the disk is full, noting what was acknowledged. */
  private static void fill(Store store, List<Integer> acknowledged) throws IOException {
    int first = acknowledged.isEmpty() ? 0 : acknowledged.getLast() + 1_000;
    for (int i = first; i < first + 100_000; i++) {
      try {
        write(store, i);
        acknowledged.add(i);
      } catch (StoreFullException e) {
        assertThat(e).hasMessageContaining("make room");
        return;
      }
    }
    throw new AssertionError("the disk never filled");
  }

  private static void requireAll(Store store, List<Integer> acknowledged) throws IOException {
    assertThat(acknowledged).isNotEmpty();
    for (int number : acknowledged) {
      Block block = BusyWriter.block(number, 0);
      assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
    }
  }

  private static void write(Store store, int number) throws IOException {
    Batch batch = store.batch();
    batch.putBlock(BusyWriter.block(number, 0));
    batch.commit(Durability.SYNCED);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(List.of(command)).inheritIO().start();
    assertThat(process.waitFor()).as("%s, which needs root", List.of(command)).isZero();
  }
}
