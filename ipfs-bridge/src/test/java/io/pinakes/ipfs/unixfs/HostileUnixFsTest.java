package io.pinakes.ipfs.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.ipld.dagpb.PbLink;
import io.pinakes.ipfs.ipld.dagpb.PbNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees that somebody built to mislead or exhaust whoever reads them. */
@Timeout(300)
class HostileUnixFsTest {
  private final MemoryBlockstore blocks = new MemoryBlockstore();
  private final UnixFsReader reader = new UnixFsReader(blocks);

  @Test
  void aPartThatIsShorterOrLongerThanItsParentSaysIsRefused() throws IOException {
    Cid leaf = raw("four");
    for (long said : List.of(3L, 5L, 1L << 40)) {
      Cid file = file(said, List.of(leaf), List.of(said));
      assertThatThrownBy(() -> ((UnixFsFile) reader.open(file)).stream().readAllBytes())
          .isInstanceOf(UnixFsException.class)
          .hasMessageContaining(leaf.toString());
    }
  }

  @Test
  void aFileWhoseSizeIsNotTheSumOfItsPartsIsRefused() {
    Cid leaf = raw("four");
    Cid file = file(5, List.of(leaf), List.of(4L));
    assertThatThrownBy(() -> reader.open(file)).isInstanceOf(UnixFsException.class);
    Cid overflow = file(0, List.of(leaf, leaf), List.of(Long.MAX_VALUE, 2L));
    assertThatThrownBy(() -> reader.open(overflow)).isInstanceOf(UnixFsException.class);
    Cid unsized = file(4, List.of(leaf), List.of());
    assertThatThrownBy(() -> reader.open(unsized)).isInstanceOf(UnixFsException.class);
  }

  @Test
  void aChainOfNodesEndsAtTheDepthThatNoFileNeeds() throws IOException {
    Cid node = raw("x");
    for (int i = 0; i < FileStream.MAX_DEPTH; i++) {
      node = file(1, List.of(node), List.of(1L));
    }
    assertThat(((UnixFsFile) reader.open(node)).stream().readAllBytes())
        .isEqualTo(new byte[] {120});
    Cid deeper = file(1, List.of(node), List.of(1L));
    assertThatThrownBy(() -> ((UnixFsFile) reader.open(deeper)).stream().readAllBytes())
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("deeper");
  }

  @Test
  void aTreeOfManyNodesWithoutAByteIsPassedOverUnread() throws IOException {
    Cid node = file(0, List.of(), List.of());
    for (int i = 0; i < 20; i++) {
      node = file(0, Collections.nCopies(1000, node), Collections.nCopies(1000, 0L));
    }
    assertThat(((UnixFsFile) reader.open(node)).stream().readAllBytes()).isEmpty();
  }

  @Test
  void aFileOfExabytesInAFewBlocksIsReadOnlyAsFarAsOneAsks() throws IOException {
    Cid node = raw("0123456789abcdef");
    long size = 16;
    for (int i = 0; i < 5; i++) {
      node = file(size * 1000, Collections.nCopies(1000, node), Collections.nCopies(1000, size));
      size *= 1000;
    }
    UnixFsFile file = (UnixFsFile) reader.open(node);
    assertThat(file.size()).isEqualTo(16_000_000_000_000_000L);
    assertThat(file.range(15_999_999_999_999_990L, Long.MAX_VALUE).readAllBytes())
        .isEqualTo("6789abcdef".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPathOfNodesWithTooManyLinksIsRefused() throws IOException {
    Cid node = raw("x");
    int links = 60_000;
    for (int i = 0; i < 5; i++) {
      List<Cid> children = new ArrayList<>(Collections.nCopies(links, node));
      List<Long> sizes = new ArrayList<>(Collections.nCopies(links, 0L));
      sizes.set(0, 1L);
      node = file(1, children, sizes);
    }
    Cid root = node;
    assertThatThrownBy(() -> ((UnixFsFile) reader.open(root)).stream().readAllBytes())
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("too many links");
  }

  @Test
  void aFolderAsPartOfAFileIsRefused() {
    Cid folder = put(PbNode.of(List.of(), UnixFsDataCodec.encode(UnixFsData.directory())));
    Cid file = file(4, List.of(folder), List.of(4L));
    assertThatThrownBy(() -> ((UnixFsFile) reader.open(file)).stream().readAllBytes())
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("no file");
  }

  @Test
  void oneShardInEveryBucketOfEveryLevelIsRefusedInsteadOfListedWithoutEnd() throws IOException {
    Cid entry = raw("x");
    Cid node = shard(256, (prefix, bucket) -> PbLink.of(entry, prefix + "name", 1));
    for (int i = 0; i < 7; i++) {
      Cid below = node;
      node = shard(256, (prefix, bucket) -> PbLink.of(below, prefix, 1));
    }
    Cid root = node;
    assertThatThrownBy(() -> ((UnixFsDirectory) reader.open(root)).list(any -> true))
        .isInstanceOf(UnixFsException.class)
        .hasMessageContaining("belongs elsewhere");
  }

  @Test
  void shardsDeeperThanTheHashAreRefusedByListAndByFind() throws IOException {
    Cid node = raw("x");
    for (int i = 0; i < 10; i++) {
      Cid below = node;
      node = shard(256, (prefix, bucket) -> PbLink.of(below, prefix, 1));
    }
    UnixFsDirectory folder = (UnixFsDirectory) reader.open(node);
    assertThatThrownBy(() -> folder.list(any -> true)).isInstanceOf(UnixFsException.class);
    assertThatThrownBy(() -> folder.find("any")).isInstanceOf(UnixFsException.class);
  }

  @Test
  void emptyShardsBelowTheRootAreRefused() throws IOException {
    Cid empty =
        put(
            PbNode.of(
                List.of(),
                UnixFsDataCodec.encode(UnixFsData.shard(new byte[0], Hamt.MURMUR3, 256))));
    Cid root = shard(256, (prefix, bucket) -> PbLink.of(empty, prefix, 1));
    UnixFsDirectory folder = (UnixFsDirectory) reader.open(root);
    assertThatThrownBy(() -> folder.list(any -> true)).isInstanceOf(UnixFsException.class);
    assertThat(reader.ls(empty)).as("as a root, it is an empty folder").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 4, 7, 24, 255, 2048, 1L << 40})
  void aShardOfOddOrHugeFanoutIsRefused(long fanout) {
    Cid root =
        put(
            PbNode.of(
                List.of(),
                UnixFsDataCodec.encode(UnixFsData.shard(new byte[0], Hamt.MURMUR3, fanout))));
    assertThatThrownBy(() -> reader.open(root)).isInstanceOf(UnixFsException.class);
  }

  @Test
  void aShardWhoseBitsDoNotFitItsLinksIsRefused() {
    for (byte[] bits : List.of(new byte[0], new byte[] {3}, new byte[33])) {
      Cid root =
          put(
              PbNode.of(
                  List.of(PbLink.of(raw("x"), "00name", 1)),
                  UnixFsDataCodec.encode(UnixFsData.shard(bits, Hamt.MURMUR3, 256))));
      assertThatThrownBy(() -> reader.open(root)).isInstanceOf(UnixFsException.class);
    }
  }

  @SeededTest(times = 300)
  void bytesOfAnyKindAreAnExceptionAndNothingElse(RandomGenerator random) throws IOException {
    byte[] data = UnixFsDataCodec.encode(UnixFsData.file(10, List.of(3L, 7L)));
    byte[] bytes =
        PbNode.of(List.of(PbLink.of(raw("abc"), "", 3), PbLink.of(raw("defghij"), "", 7)), data)
            .encode();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    Block block = Block.of(Multicodec.DAG_PB, bytes);
    blocks.put(List.of(block));
    try {
      if (reader.open(block.cid()) instanceof UnixFsFile file) {
        file.range(0, 100).readAllBytes();
      }
    } catch (IOException expected) {
      assertThat(expected).hasMessageContaining("[");
    }
  }

  private interface LinkOfBucket {
    PbLink link(String prefix, int bucket);
  }

  private Cid shard(int fanout, LinkOfBucket maker) {
    Hamt hamt = new Hamt(fanout);
    BitField bits = new BitField(fanout);
    List<PbLink> links = new ArrayList<>();
    for (int i = 0; i < fanout; i++) {
      bits.set(i);
      links.add(maker.link(hamt.prefix(i), i));
    }
    return put(
        PbNode.of(
            links, UnixFsDataCodec.encode(UnixFsData.shard(bits.toBytes(), Hamt.MURMUR3, fanout))));
  }

  private Cid file(long size, List<Cid> children, List<Long> sizes) {
    List<PbLink> links = children.stream().map(child -> PbLink.of(child, "", 0)).toList();
    return put(PbNode.of(links, UnixFsDataCodec.encode(UnixFsData.file(size, sizes))));
  }

  private Cid put(PbNode node) {
    Block block = Block.of(Multicodec.DAG_PB, node.encode());
    blocks.put(List.of(block));
    return block.cid();
  }

  private Cid raw(String text) {
    Block block = Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
    blocks.put(List.of(block));
    return block.cid();
  }
}
