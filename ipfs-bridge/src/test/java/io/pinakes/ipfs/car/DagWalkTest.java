package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SharedData;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MemoryBlockstore;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.ipld.CodecException;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DagWalkTest {
  private static final Block LEAF = Block.of(0x55, new byte[] {1});
  private static final Block OTHER = Block.of(0x55, new byte[] {2});

  @Test
  void goesDownEachLinkInTurnAndVisitsABlockOnce() throws IOException {
    Block left = node(OTHER.cid(), LEAF.cid());
    Block right = node(LEAF.cid(), OTHER.cid(), LEAF.cid());
    Block root = node(left.cid(), right.cid(), left.cid());
    assertThat(walk(List.of(root.cid(), LEAF.cid(), root.cid()), root, left, right, LEAF, OTHER))
        .containsExactly(root, left, OTHER, LEAF, right);
    assertThat(walk(List.of(right.cid(), left.cid()), root, left, right, LEAF, OTHER))
        .containsExactly(right, LEAF, OTHER, left);
  }

  @Test
  void writesTheArchiveThatGoCarWroteFromBlocksThatCameInAnotherOrder() throws IOException {
    byte[] archive = SharedData.bytes(Archives.GO_INPUTS + "simple-unixfs.car");
    List<Block> shuffled = new ArrayList<>(Archives.blocks(archive));
    Collections.reverse(shuffled);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Cid> roots = CarReader.open(new ByteArrayInputStream(archive)).roots();
    CarWriter car = CarWriter.v1(out, roots);
    DagWalk.depthFirst(Archives.store(shuffled), roots, car::write);
    car.finish();
    assertThat(out.toByteArray()).isEqualTo(archive);
  }

  @Test
  void followsAnIdentityCidWithoutVisitingIt() throws IOException {
    byte[] inside = DagCbor.STRICT.encode(ListNode.ofLinks(List.of(LEAF.cid())));
    Cid identity = Cid.v1(0x71, Multihash.of(Multihash.IDENTITY, inside));
    Block root = node(identity, OTHER.cid());
    assertThat(walk(List.of(root.cid()), root, LEAF, OTHER)).containsExactly(root, LEAF, OTHER);
  }

  @Test
  void namesTheBlockThatIsMissing() {
    Block root = node(LEAF.cid(), OTHER.cid());
    assertThatThrownBy(() -> walk(List.of(root.cid()), root, LEAF))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(OTHER.cid().toString());
  }

  @Test
  void stopsAtABlockWhoseLinksItCannotRead() {
    Block unknown = Block.of(0x78, new byte[] {1});
    assertThatThrownBy(() -> walk(List.of(unknown.cid()), unknown))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("codec [0x78]");
    Block malformed = Block.of(0x71, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> walk(List.of(malformed.cid()), malformed))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void walksAChainOfAnyDepth() throws IOException {
    MemoryBlockstore store = new MemoryBlockstore();
    Block last = LEAF;
    store.put(List.of(last));
    for (int i = 0; i < 100_000; i++) {
      last = node(last.cid());
      store.put(List.of(last));
    }
    List<Block> visited = new ArrayList<>();
    DagWalk.depthFirst(store, List.of(last.cid()), visited::add);
    assertThat(visited).hasSize(100_001);
    assertThat(visited.getLast()).isEqualTo(LEAF);
  }

  private static Block node(Cid... links) {
    return Block.of(0x71, DagCbor.STRICT.encode(ListNode.ofLinks(List.of(links))));
  }

  private static List<Block> walk(List<Cid> roots, Block... blocks) throws IOException {
    List<Block> visited = new ArrayList<>();
    DagWalk.depthFirst(Archives.store(List.of(blocks)), roots, visited::add);
    return visited;
  }
}
