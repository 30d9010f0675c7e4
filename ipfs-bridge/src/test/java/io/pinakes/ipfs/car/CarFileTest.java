package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "sample-wrapped-v2.car, 2, true",
    "sample-v2-indexless.car, 2, false",
    "sample-v1.car, 1, false",
    "sample-rw-bs-v2.car, 2, true",
    "sample-unixfs-v2.car, 2, true",
  })
  void findsEveryBlockThatTheStreamGives(String name, int version, boolean indexed)
      throws IOException {
    Path path = SharedData.path(Archives.JS + name);
    try (CarFile archive = CarFile.open(path, CarOptions.DEFAULT)) {
      assertThat(archive.version()).isEqualTo(version);
      assertThat(archive.indexed()).isEqualTo(indexed);
      for (Block block : Archives.blocks(Files.readAllBytes(path))) {
        assertThat(archive.has(block.cid())).isTrue();
        assertThat(archive.get(block.cid())).hasValue(block.bytes());
      }
      Cid absent = Block.of(0x55, new byte[] {1}).cid();
      assertThat(archive.has(absent)).isFalse();
      assertThat(archive.get(absent)).isEmpty();
      assertThat(archive.get(Cid.parse("bafkqactgnfwc6mjpmnzg63q")))
          .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("fil/1/cron"));
    }
  }

  @Test
  void makesItsOwnIndexWhereTheFormatIsUnknown() throws IOException {
    // This one was written before indexes began with the code of their format.
    String name = Archives.IPLD + "transport/car/fixture/carv2-basic/carv2-basic.car";
    try (CarFile archive = CarFile.open(SharedData.path(name), CarOptions.DEFAULT)) {
      assertThat(archive.indexed()).isFalse();
      for (Block block : Archives.blocks(SharedData.bytes(name))) {
        assertThat(archive.get(block.cid())).hasValue(block.bytes());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sample-index.carindex, SORTED, 1049",
    "sample-multihash-index-sorted.carindex, MULTIHASH_SORTED, 1043",
  })
  void bothPublishedIndexesLeadToEachBlockOfTheirArchive(
      String name, CarIndexFormat format, int entries) throws IOException {
    try (FileChannel channel = FileChannel.open(SharedData.path(Archives.GO + name))) {
      CarIndex index = CarIndex.open(FileBytes.whole(channel)).orElseThrow();
      assertThat(index.format()).isEqualTo(format);
      assertThat(index.size()).isEqualTo(entries);
      int found = 0;
      byte[] archive = SharedData.bytes(Archives.JS + "sample-v1.car");
      for (CarSection section : Archives.sections(archive, CarOptions.DEFAULT)) {
        List<Long> offsets = index.find(section.block().cid().hash());
        if (!offsets.isEmpty()) {
          assertThat(offsets).containsExactly(section.offset());
          found++;
        }
      }
      assertThat(found).isEqualTo(entries);
    }
  }

  @Test
  void anIndexThatPointsToAnotherBlockIsFoundOut() throws IOException {
    Block one = Block.of(0x55, new byte[] {1});
    Block two = Block.of(0x55, new byte[] {2});
    Path file = write(List.of(one, two), CarIndexFormat.MULTIHASH_SORTED);
    byte[] archive = Files.readAllBytes(file);
    // Two entries of 40 bytes end the file, each ending in its offset: make them equal.
    System.arraycopy(archive, archive.length - 48, archive, archive.length - 8, 8);
    Files.write(file, archive);
    try (CarFile car = CarFile.open(file, CarOptions.DEFAULT)) {
      List<Block> inOrder =
          one.cid().compareTo(two.cid()) < 0 ? List.of(one, two) : List.of(two, one);
      assertThat(car.get(inOrder.get(0).cid())).isPresent();
      assertThatThrownBy(() -> car.get(inOrder.get(1).cid()))
          .isInstanceOf(CarException.class)
          .hasMessageContaining("another block");
    }
  }

  @Test
  void anIndexThatPointsOutsideThePayloadIsFoundOut() throws IOException {
    Block block = Block.of(0x55, new byte[] {1});
    Path file = write(List.of(block), CarIndexFormat.SORTED);
    for (byte high : new byte[] {0, 1, 0x7f, (byte) 0xff}) {
      byte[] archive = Files.readAllBytes(file);
      archive[archive.length - 1] = high;
      archive[archive.length - 7] = 1;
      Files.write(file, archive);
      try (CarFile car = CarFile.open(file, CarOptions.DEFAULT)) {
        assertThatThrownBy(() -> car.get(block.cid()))
            .isInstanceOf(CarException.class)
            .hasMessageContaining("no section");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "8108",
        "8108ffffffff",
        "8108ffffff7f",
        "810801000000",
        "81080100000012000000000000000100000007000000",
        "8108010000001200000000000000010000000700000000000000000000000000",
        "81080100000012000000000000000100000028000000ffffffffffffffff",
        "8108010000001200000000000000010000002800000028ffffffffffffff7f",
        "81080100000012000000000000000100000028000000290000000000000000",
        "8108010000001200000000000000010000002800000028000000000000000000",
        "80080100000000000000",
        "80080100000089000000890000000000000000",
      })
  void refusesAMalformedIndex(String hex) throws IOException {
    Path file = write(List.of(), CarIndexFormat.SORTED);
    byte[] archive = Files.readAllBytes(file);
    byte[] index = HexFormat.of().parseHex(hex);
    // An empty index of this format ends the file: its code and a count of widths.
    byte[] changed = Arrays.copyOf(archive, archive.length - 6 + index.length);
    System.arraycopy(index, 0, changed, archive.length - 6, index.length);
    Files.write(file, changed);
    assertThatThrownBy(() -> CarFile.open(file, CarOptions.DEFAULT).close())
        .isInstanceOf(CarException.class);
  }

  @Test
  void verifiesABlockEachTimeThatItIsRead() throws IOException {
    Block block = Block.of(0x55, new byte[] {7, 7, 7});
    Path file = write(List.of(block), CarIndexFormat.SORTED);
    byte[] archive = Files.readAllBytes(file);
    int at = 51 + 18 + 1 + 36;
    assertThat(archive[at]).isEqualTo((byte) 7);
    try (CarFile car = CarFile.open(file, CarOptions.DEFAULT)) {
      assertThat(car.get(block.cid())).isPresent();
      archive[at] ^= 1;
      Files.write(file, archive);
      assertThatThrownBy(() -> car.get(block.cid())).isInstanceOf(HashMismatchException.class);
    }
  }

  @Test
  void makesNoIndexOfMoreBlocksThanItsLimit() throws IOException {
    Path path = SharedData.path(Archives.GO_INPUTS + "simple-unixfs.car");
    CarOptions few = new CarOptions(1 << 20, 1 << 20, false, 21);
    assertThatThrownBy(() -> CarFile.open(path, few).close())
        .isInstanceOf(CarException.class)
        .hasMessageContaining("more than [21] blocks");
    CarFile.open(path, new CarOptions(1 << 20, 1 << 20, false, 22)).close();
  }

  private Path write(List<Block> blocks, CarIndexFormat format) throws IOException {
    Path file = folder.resolve("archive.car");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CarWriter car = CarWriter.v2(channel, List.of(), format);
      for (Block block : blocks) {
        car.write(block);
      }
      car.finish();
    }
    return file;
  }
}
