package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.HashMismatchException;
import io.pinakes.ipfs.ipld.Damage;
import io.pinakes.ipfs.ipld.RandomNodes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every archive, whole, damaged or made up. */
class CarPropertyTest {
  private static final List<String> SMALL =
      List.of(
          Archives.IPLD + "transport/car/fixture/carv1-basic/carv1-basic.car",
          Archives.IPLD + "transport/car/fixture/carv2-basic/carv2-basic.car",
          Archives.IPLD + "selectors/fixtures/selector-fixtures-adl.car",
          Archives.GO + "sample-rw-bs-v2.car",
          Archives.GO + "sample-unixfs-v2.car");

  private static final int CASES = 10;

  @TempDir private Path folder;

  @SeededTest(times = 50)
  void anyBlocksComeBackInTheirOrderFromBothVersions(RandomGenerator random) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      blocks.add(Block.of(random.nextLong(1L << 40), RandomNodes.bytes(random, 300)));
    }
    List<Cid> roots = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      roots.add(RandomNodes.cid(random));
    }
    ByteArrayOutputStream v1 = new ByteArrayOutputStream();
    Path v2 = folder.resolve("v2.car");
    CarIndexFormat format =
        random.nextBoolean() ? CarIndexFormat.SORTED : CarIndexFormat.MULTIHASH_SORTED;
    write(CarWriter.v1(v1, roots), blocks);
    try (FileChannel channel =
        FileChannel.open(v2, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      write(CarWriter.v2(channel, roots, format), blocks);
    }
    for (byte[] archive : List.of(v1.toByteArray(), Files.readAllBytes(v2))) {
      CarReader reader = CarReader.open(new ByteArrayInputStream(archive));
      assertThat(reader.roots()).isEqualTo(roots);
      assertThat(Archives.rest(reader)).extracting(CarSection::block).isEqualTo(blocks);
    }
    try (CarFile file = CarFile.open(v2, CarOptions.DEFAULT)) {
      for (Block block : blocks) {
        assertThat(file.get(block.cid())).hasValue(block.bytes());
      }
    }
  }

  @SeededTest(times = 50)
  void aDamagedArchiveGivesItsBlocksOrIsRefusedButNeverGivesOtherBytes(RandomGenerator random)
      throws IOException {
    byte[] archive = SharedData.bytes(SMALL.get(random.nextInt(SMALL.size())));
    List<Block> blocks = Archives.blocks(archive);
    Path file = folder.resolve("damaged.car");
    for (int i = 0; i < CASES; i++) {
      byte[] damaged = Damage.of(archive, random);
      stream(damaged);
      Files.write(file, damaged);
      lookUp(file, blocks);
    }
  }

  @SeededTest(times = 50)
  void madeUpBytesAreRefusedOrHoldBlocksOfTheirNames(RandomGenerator random) throws IOException {
    byte[] header = {0x0a, (byte) 0xa1, 0x67, 'v', 'e', 'r', 's', 'i', 'o', 'n', 1};
    Path file = folder.resolve("random.car");
    for (int i = 0; i < CASES; i++) {
      byte[] noise = RandomNodes.bytes(random, 200);
      byte[] archive = new byte[header.length + noise.length];
      System.arraycopy(header, 0, archive, 0, header.length);
      System.arraycopy(noise, 0, archive, header.length, noise.length);
      archive[header.length - 1] = (byte) random.nextInt(1, 3);
      stream(noise);
      stream(archive);
      Files.write(file, archive);
      lookUp(file, List.of());
    }
  }

  private static void write(CarWriter car, List<Block> blocks) throws IOException {
    for (Block block : blocks) {
      car.write(block);
    }
    car.finish();
  }

  private static void stream(byte[] archive) throws IOException {
    try {
      for (CarSection section :
          Archives.sections(archive, CarOptions.DEFAULT.endingAtZeroSection())) {
        Block block = section.block();
        assertThat(Block.verified(block.cid(), block.bytes())).isEqualTo(block);
      }
    } catch (CarException | HashMismatchException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void lookUp(Path archive, List<Block> blocks) throws IOException {
    try (CarFile file = CarFile.open(archive, CarOptions.DEFAULT)) {
      for (Block block : blocks) {
        lookUp(file, block);
      }
      lookUp(file, Block.of(0x55, new byte[] {1}));
    } catch (CarException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static void lookUp(CarFile file, Block block) throws IOException {
    try {
      Optional<byte[]> found = file.get(block.cid());
      found.ifPresent(bytes -> assertThat(bytes).isEqualTo(block.bytes()));
    } catch (CarException | HashMismatchException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
