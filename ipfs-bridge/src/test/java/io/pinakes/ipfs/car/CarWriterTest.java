package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.Block;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarWriterTest {
  @TempDir private Path folder;

  @Test
  void writesVersion1AsGoCarDoes() throws IOException {
    byte[] archive = SharedData.bytes(Archives.JS + "sample-v1.car");
    CarReader reader = CarReader.open(new ByteArrayInputStream(archive));
    assertThat(v1(reader.roots(), Archives.blocks(archive))).isEqualTo(archive);
  }

  @Test
  void wrapsThatInVersion2WithAnIndexAsGoCarDoes() throws IOException {
    byte[] archive = SharedData.bytes(Archives.JS + "sample-v1.car");
    CarReader reader = CarReader.open(new ByteArrayInputStream(archive));
    byte[] written = v2(reader.roots(), Archives.blocks(archive), CarIndexFormat.MULTIHASH_SORTED);
    assertThat(written).isEqualTo(SharedData.bytes(Archives.JS + "sample-wrapped-v2.car"));
  }

  @Test
  void writesBothIndexesAsGoCarDoes() throws IOException {
    byte[] archive = SharedData.bytes(Archives.JS + "sample-v1.car");
    CarIndexWriter sorted = new CarIndexWriter(CarIndexFormat.SORTED, true);
    CarIndexWriter byFunction = new CarIndexWriter(CarIndexFormat.MULTIHASH_SORTED);
    for (CarSection section : Archives.sections(archive, CarOptions.DEFAULT)) {
      sorted.add(section.block().cid().hash(), section.offset());
      byFunction.add(section.block().cid().hash(), section.offset());
    }
    assertThat(bytes(sorted)).isEqualTo(SharedData.bytes(Archives.GO + "sample-index.carindex"));
    assertThat(bytes(byFunction))
        .isEqualTo(SharedData.bytes(Archives.GO + "sample-multihash-index-sorted.carindex"));
  }

  @ParameterizedTest
  @EnumSource(CarIndexFormat.class)
  void findsEachBlockOfWhatItWroteByTheIndex(CarIndexFormat format) throws IOException {
    Block raw = Block.of(0x55, new byte[] {1});
    Block empty = Block.of(0x55, new byte[0]);
    Cid sha512 = sha512(new byte[] {2});
    List<Block> blocks = List.of(raw, empty, Block.verified(sha512, new byte[] {2}), raw);
    Path file = folder.resolve("written.car");
    Files.write(file, v2(List.of(), blocks, format));
    try (CarFile archive = CarFile.open(file, CarOptions.DEFAULT)) {
      assertThat(archive.indexed()).isTrue();
      assertThat(archive.roots()).isEmpty();
      for (Block block : blocks) {
        assertThat(archive.get(block.cid())).hasValue(block.bytes());
      }
      assertThat(archive.has(Block.of(0x55, new byte[] {3}).cid())).isFalse();
    }
  }

  @Test
  void whatWasNotFinishedIsNoArchive() throws IOException {
    Path file = folder.resolve("unfinished.car");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      CarWriter car = CarWriter.v2(channel, List.of(), CarIndexFormat.MULTIHASH_SORTED);
      car.write(Block.of(0x55, new byte[100_000]));
    }
    assertThatThrownBy(() -> CarReader.open(new ByteArrayInputStream(Files.readAllBytes(file))))
        .isInstanceOf(CarException.class)
        .hasMessageContaining("data offset [0]");
  }

  private static Cid sha512(byte[] content) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(content);
      return Cid.v1(0x55, Multihash.of(0x13, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static byte[] v1(List<Cid> roots, List<Block> blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = CarWriter.v1(out, roots);
    for (Block block : blocks) {
      car.write(block);
    }
    car.finish();
    return out.toByteArray();
  }

  private byte[] v2(List<Cid> roots, List<Block> blocks, CarIndexFormat format) throws IOException {
    Path file = folder.resolve("v2-" + format + ".car");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CarWriter car = CarWriter.v2(channel, roots, format);
      for (Block block : blocks) {
        car.write(block);
      }
      car.finish();
      assertThat(channel.position()).isEqualTo(channel.size());
    }
    return Files.readAllBytes(file);
  }

  private static byte[] bytes(CarIndexWriter index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    index.writeTo(out);
    return out.toByteArray();
  }
}
