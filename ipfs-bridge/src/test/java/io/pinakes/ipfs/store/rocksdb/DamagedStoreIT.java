package io.pinakes.ipfs.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.DamagedBlockException;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.store.StoreDamagedException;
import io.pinakes.ipfs.store.StoreException;
import io.pinakes.ipfs.store.StoreFormatException;
import io.pinakes.ipfs.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores whose files are not what they were. */
@Tag("slow")
class DamagedStoreIT {
  private static final int BLOCKS = 20;

  @TempDir Path dir;

  @BeforeEach
  void writeAndClose() throws IOException {
    try (Store store = RocksStore.open(dir, StoreOptions.DEFAULTS)) {
      store.blocks().put(blocks());
    }
  }

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(BusyWriter.block(0, i));
    }
    return blocks;
  }

  @Test
  void aFlippedByteOfABlockIsReportedUnderItsCidAndTheOthersAreRead() throws IOException {
    Block victim = blocks().get(7);
    Path file = only("blob");
    byte[] bytes = Files.readAllBytes(file);
    bytes[indexOf(bytes, victim.bytes()) + 1_234] ^= 4;
    Files.write(file, bytes);

    try (Store store = RocksStore.open(dir, StoreOptions.DEFAULTS)) {
      for (Block block : blocks()) {
        if (!block.equals(victim)) {
          assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
        }
      }
      assertDamaged(store, victim.cid());
      List<Cid> all = blocks().stream().map(Block::cid).toList();
      assertThatThrownBy(() -> store.blocks().getAll(all))
          .isInstanceOfSatisfying(
              DamagedBlockException.class, e -> assertThat(e.cid()).isEqualTo(victim.cid()));

      store.blocks().put(List.of(victim));
      assertDamaged(store, victim.cid());
      store.blocks().replace(victim);
      assertThat(store.blocks().get(victim.cid())).hasValue(victim.bytes());
      assertThat(store.upkeep().recount().blocks()).isEqualTo(BLOCKS);
    }
  }

  @Test
  void everyBlockOfALostBlobFileIsReportedAsDamaged() throws IOException {
    Files.delete(only("blob"));
    for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
      assertThatThrownBy(
              () -> {
                try (Store store = RocksStore.open(dir, options)) {
                  store.blocks().get(blocks().getFirst().cid());
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(StoreFormatException.class)
          .hasMessageContaining("[");
    }
  }

  @Test
  void aByteFlippedAnywhereInAnyTableIsNoticedOrDoesNoHarm() throws IOException {
    for (Path file : files("sst")) {
      byte[] intact = Files.readAllBytes(file);
      for (int at = 0; at < intact.length; at += 31) {
        byte[] flipped = intact.clone();
        flipped[at] ^= 0x20;
        Files.write(file, flipped);
        requireRightOrAnError();
      }
      Files.write(file, intact);
    }
    requireRightOrAnError();
  }

  private void requireRightOrAnError() throws IOException {
    try (Store store = RocksStore.open(dir, StoreOptions.READ_ONLY)) {
      for (Block block : blocks()) {
        assertThat(store.blocks().has(block.cid())).isTrue();
        assertThat(store.blocks().get(block.cid())).hasValue(block.bytes());
      }
    } catch (StoreException | DamagedBlockException e) {
      assertThat(e).hasMessageContaining("[");
    }
  }

  @Test
  void aStoreOfANewerFormatIsLeftAlone() throws IOException {
    Files.writeString(dir.resolve("store.format"), "pinakes-store 3\n");
    assertThatThrownBy(() -> RocksStore.open(dir, StoreOptions.DEFAULTS))
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("format 3")
        .hasMessageContaining("update Pinakes");
    assertThatThrownBy(
            () ->
                RocksStore.open(
                    dir, new StoreOptions(StoreOptions.Access.REPAIR, StoreOptions.UNLIMITED)))
        .isInstanceOf(StoreFormatException.class);
    Path other = Files.createDirectory(dir.resolve("of another kind"));
    Files.writeString(other.resolve("store.format"), "something else\n");
    assertThatThrownBy(() -> RocksStore.open(other, StoreOptions.DEFAULTS))
        .isInstanceOf(StoreFormatException.class);
  }

  @Test
  void aDamagedOrMissingFormatFileIsDamageThatARepairMends() throws IOException {
    Path format = dir.resolve("store.format");
    for (String text : List.of("pinaXes-store 1\n", "pinakes-store", "", "pinakes-store 1\nmore")) {
      Files.writeString(format, text);
      for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
        assertThatThrownBy(() -> RocksStore.open(dir, options))
            .as("[%s]", text)
            .isInstanceOf(StoreDamagedException.class)
            .hasMessageContaining("store.format is damaged");
      }
      repairFormat();
      assertThat(format).hasContent("pinakes-store 2");
    }
    Files.delete(format);
    assertThatThrownBy(() -> RocksStore.open(dir, StoreOptions.READ_ONLY))
        .isInstanceOf(StoreDamagedException.class)
        .hasMessageContaining("store.format is missing");
    repairFormat();
    try (Store store = RocksStore.open(dir, StoreOptions.READ_ONLY)) {
      assertThat(store.upkeep().verify()).isEmpty();
    }
  }

  private void repairFormat() throws IOException {
    StoreOptions repair = new StoreOptions(StoreOptions.Access.REPAIR, StoreOptions.UNLIMITED);
    try (Store store = RocksStore.open(dir, repair)) {
      assertThat(store.notes()).anyMatch(note -> note.contains("store.format was written again"));
    }
  }

  @Test
  void aStoreThatLostItsCurrentFileIsNotTakenForAnEmptyOne() throws IOException {
    Files.delete(dir.resolve("rocksdb/CURRENT"));
    long before = files("sst").size();
    for (StoreOptions options : List.of(StoreOptions.DEFAULTS, StoreOptions.READ_ONLY)) {
      assertThatThrownBy(() -> RocksStore.open(dir, options))
          .isInstanceOf(StoreDamagedException.class)
          .hasMessageContaining("CURRENT");
    }
    assertThat(files("sst")).hasSize((int) before);
  }

  @Test
  void aTableThatIsGoneIsAnErrorThatSaysWhatToDo() throws IOException {
    Files.delete(files("sst").getFirst());
    assertThatThrownBy(() -> RocksStore.open(dir, StoreOptions.DEFAULTS))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(dir.toString());
  }

  @Test
  void whereThereIsNoStoreAReaderIsToldSoAndNothingIsMade() {
    Path nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> RocksStore.open(nowhere, StoreOptions.READ_ONLY))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("no store");
    assertThat(nowhere).doesNotExist();
  }

  private static void assertDamaged(Store store, Cid cid) {
    assertThatThrownBy(() -> store.blocks().get(cid))
        .isInstanceOf(DamagedBlockException.class)
        .hasMessageContaining(cid.toString());
  }

  private Path only(String extension) throws IOException {
    List<Path> files = files(extension);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private List<Path> files(String extension) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve("rocksdb"))) {
      return files.filter(file -> file.toString().endsWith("." + extension)).sorted().toList();
    }
  }

  static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("the block does not stand in its file as it is");
  }
}
