package io.pinakes.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.knowledge.Pages;
import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.testing.SeededTest;
import io.pinakes.datasets.model.tree.CountingBlocks;
import io.pinakes.datasets.model.tree.SearchTree;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.MapNode;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What strangers may send: every record is refused with a checked error, or read and written back.
 */
class HostileRecordsTest {
  private interface Reader {
    Block readAndWrite(byte[] bytes) throws IOException;
  }

  private static final Map<Block, Reader> RECORDS = records();

  private static Map<Block, Reader> records() {
    Map<Block, Reader> records = new LinkedHashMap<>();
    records.put(GoldenRecords.document().toBlock(), bytes -> Document.decode(bytes).toBlock());
    records.put(GoldenRecords.manifest().toBlock(), bytes -> Manifest.decode(bytes).toBlock());
    records.put(GoldenRecords.head().toBlock(), bytes -> Head.decode(bytes).toBlock());
    records.put(GoldenRecords.vectors().toBlock(), bytes -> Vectors.decode(bytes).toBlock());
    return records;
  }

  @SeededTest(times = 300)
  void flippedBitsAreRefusedOrReadAsWhatTheySay(RandomGenerator random) {
    RECORDS.forEach(
        (block, reader) -> {
          byte[] bytes = block.bytes().clone();
          for (int i = 0; i <= random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          }
          readsExactlyOrRefuses(reader, bytes);
        });
  }

  @SeededTest(times = 100)
  void cutAndProlongedBytesAreRefused(RandomGenerator random) {
    RECORDS.forEach(
        (block, reader) -> {
          byte[] cut = java.util.Arrays.copyOf(block.bytes(), random.nextInt(block.size()));
          byte[] longer = java.util.Arrays.copyOf(block.bytes(), block.size() + 1);
          assertThatThrownBy(() -> reader.readAndWrite(cut)).isInstanceOf(CodecException.class);
          assertThatThrownBy(() -> reader.readAndWrite(longer)).isInstanceOf(CodecException.class);
        });
  }

  @SeededTest(times = 200)
  void randomBytesAreRefused(RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(400)];
    random.nextBytes(bytes);
    RECORDS.values().forEach(reader -> readsExactlyOrRefuses(reader, bytes));
  }

  @Test
  void fieldsThatAreMissingUnknownOrOfAnotherKindAreRefused() throws IOException {
    for (Map.Entry<Block, Reader> record : RECORDS.entrySet()) {
      MapNode map = (MapNode) DagCbor.STRICT.decode(record.getKey().bytes());
      for (String key : map.keys()) {
        assertRefused(record.getValue(), with(map, key, Node.NULL));
        assertRefused(record.getValue(), with(map, key, Node.of(true)));
        assertRefused(record.getValue(), with(map, key, Node.of(-1)));
      }
      assertRefused(record.getValue(), with(map, "more", Node.of(1)));
    }
  }

  @Test
  void blocksOverTheirLimitAreRefusedBeforeTheyAreParsed() {
    byte[] large = new byte[ModelLimits.MAX_NODE_BYTES + 1];
    byte[] larger = new byte[ModelLimits.MAX_VECTORS_BYTES + 1];

    assertThatThrownBy(() -> Document.decode(large)).hasMessageContaining("over [262144]");
    assertThatThrownBy(() -> Manifest.decode(large)).hasMessageContaining("over [262144]");
    assertThatThrownBy(() -> Head.decode(large)).hasMessageContaining("over [262144]");
    assertThatThrownBy(() -> Vectors.decode(larger)).hasMessageContaining("over [1048576]");
  }

  @Test
  void aListThatNamesOneNodeAThousandTimesIsRefusedAtItsSecondComing() throws IOException {
    CountingBlocks blocks = new CountingBlocks();
    Node node =
        ChunkList.of(
                List.of(new ChunkRef(GoldenRecords.CHUNK, 0, 5, Pages.NONE, List.of())), blocks)
            .encode();
    long count = 1;
    for (int level = 1; level <= ModelLimits.MAX_LEVEL; level++) {
      Block block = Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(node));
      blocks.put(block);
      List<Node> entries = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        entries.add(new ListNode(List.of(Node.of(block.cid()), Node.of(count))));
      }
      count *= 1_000;
      node = MapNode.builder().put("level", level).put("entries", new ListNode(entries)).build();
    }
    ChunkList bomb = ChunkList.decode((MapNode) node);
    assertThat(bomb.count()).isEqualTo(1_000_000_000_000_000_000L);
    blocks.takeReads();

    assertThatThrownBy(() -> bomb.forEach(blocks, ref -> {})).isInstanceOf(CodecException.class);
    assertThat(blocks.takeReads()).isLessThan(20);
  }

  @Test
  void aTreeWhoseNodesDoNotFitTogetherIsRefused() throws IOException {
    CountingBlocks blocks = new CountingBlocks();
    Cid leaf = leaf(blocks, "b", "d");
    Cid later = leaf(blocks, "c", "e");
    Cid above = above(blocks, 1, List.of("b", "c"), List.of(leaf, later), 2);
    Cid wrongFirst = above(blocks, 1, List.of("a", "x"), List.of(leaf, later), 2);
    Cid wrongCount = above(blocks, 1, List.of("b", "x"), List.of(leaf, leaf), 3);
    Cid wrongLevel = above(blocks, 2, List.of("b", "x"), List.of(leaf, leaf), 2);
    Cid single = above(blocks, 1, List.of("b"), List.of(leaf), 2);

    for (Cid root : List.of(above, wrongFirst, wrongCount, wrongLevel, single)) {
      SearchTree<DocumentEntry> tree = DocumentMap.at(blocks, root);
      assertThatThrownBy(
              () -> {
                var cursor = tree.cursor();
                while (cursor.next().isPresent()) {
                  // Reads on to the fault.
                }
              })
          .isInstanceOf(CodecException.class);
      assertThatThrownBy(() -> tree.find(GoldenRecords.utf8("b")))
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void aHeadOfAnotherKeyManifestOrVersionProvesNothing() throws IOException {
    Head head = GoldenRecords.head();
    Manifest manifest = GoldenRecords.manifest();
    Cid cid = manifest.toBlock().cid();
    MapNode map = (MapNode) DagCbor.STRICT.decode(head.toBlock().bytes());

    assertThat(head.proves(cid, manifest)).isTrue();
    assertThat(head.proves(GoldenRecords.document().toBlock().cid(), manifest)).isFalse();
    for (MapNode forged :
        List.of(
            with(map, "version", Node.of(3)),
            with(map, "sequence", Node.of(8)),
            with(map, "validUntil", Node.of("2099-01-01T00:00:00Z")),
            with(map, "manifest", Node.of(GoldenRecords.document().toBlock().cid())),
            with(map, "signature", Node.of(new byte[64])),
            with(map, "signature", Node.of(new byte[0])))) {
      assertThat(Head.decode(DagCbor.STRICT.encode(forged)).isSigned()).isFalse();
    }
  }

  private static Cid leaf(CountingBlocks blocks, String... paths) {
    List<Node> entries = new ArrayList<>();
    for (String path : paths) {
      entries.add(new ListNode(List.of(Node.of(path), Node.of(GoldenRecords.CHUNK))));
    }
    return put(blocks, 0, entries);
  }

  private static Cid above(
      CountingBlocks blocks, int level, List<String> first, List<Cid> nodes, int count) {
    List<Node> entries = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      entries.add(
          new ListNode(List.of(Node.of(first.get(i)), Node.of(nodes.get(i)), Node.of(count))));
    }
    return put(blocks, level, entries);
  }

  private static Cid put(CountingBlocks blocks, int level, List<Node> entries) {
    Node node = MapNode.builder().put("level", level).put("entries", new ListNode(entries)).build();
    Block block = Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(node));
    blocks.put(block);
    return block.cid();
  }

  private static MapNode with(MapNode map, String key, Node value) {
    Map<String, Node> changed = new LinkedHashMap<>(map.entries());
    changed.put(key, value);
    return Node.of(changed);
  }

  private static void assertRefused(Reader reader, MapNode map) {
    assertThatThrownBy(() -> reader.readAndWrite(DagCbor.STRICT.encode(map)))
        .isInstanceOf(CodecException.class);
  }

  private static void readsExactlyOrRefuses(Reader reader, byte[] bytes) {
    try {
      assertThat(reader.readAndWrite(bytes).bytes()).isEqualTo(bytes);
    } catch (IOException refused) {
      assertThat(refused).isInstanceOf(CodecException.class);
    }
  }
}
