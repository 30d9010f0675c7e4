package io.pinakes.ipfs.visibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.BlockReader;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicBlocksTest {
  private final Store store = MemoryStore.create();
  private final Visibility visibility = new Visibility(store);
  private final List<Cid> asked = new ArrayList<>();
  private final PublicBlocks open = new PublicBlocks(visibility, new Watched());

  private final Block leaf = raw("leaf");
  private final Block root =
      Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(ListNode.ofLinks(List.of(leaf.cid()))));

  @Test
  void onlyWhatAPublicRootReachesIsFound() throws IOException {
    Block secret = raw("secret");
    store.blocks().put(List.of(leaf, root, secret));
    visibility.addRoot(root.cid());
    assertThat(open.get(leaf.cid())).contains(leaf.bytes());
    assertThat(open.has(root.cid())).isTrue();
    assertThat(open.get(secret.cid())).isEmpty();
    assertThat(open.has(secret.cid())).isFalse();
  }

  @Test
  void withdrawingTheRootClosesTheGate() throws IOException {
    store.blocks().put(List.of(leaf, root));
    visibility.addRoot(root.cid());
    visibility.removeRoot(root.cid());
    assertThat(open.get(root.cid())).isEmpty();
    assertThat(open.get(leaf.cid())).isEmpty();
    assertThat(store.blocks().has(leaf.cid())).isTrue();
  }

  @Test
  void forAPrivateBlockTheStoreIsNoMoreTouchedThanForAnAbsentOne() throws IOException {
    store.blocks().put(List.of(leaf));
    assertThat(open.get(leaf.cid())).isEqualTo(open.get(raw("never held").cid()));
    assertThat(open.has(leaf.cid())).isEqualTo(open.has(raw("never held").cid()));
    assertThat(asked).isEmpty();
  }

  @Test
  void anotherCodecIsNoWayAroundTheGate() throws IOException {
    store.blocks().put(List.of(root));
    assertThat(open.get(Cid.v1(Multicodec.RAW, root.cid().hash()))).isEmpty();
    assertThat(open.get(Cid.v1(Multicodec.DAG_PB, root.cid().hash()))).isEmpty();
  }

  @Test
  void aPublicBlockThatIsNotHereYetIsAbsent() throws IOException {
    visibility.addRoot(root.cid());
    assertThat(open.get(root.cid())).isEmpty();
    store.blocks().put(List.of(root));
    assertThat(open.get(root.cid())).contains(root.bytes());
  }

  @Test
  void anIdentityCidAnswersForItself() throws IOException {
    byte[] own = "own".getBytes(StandardCharsets.UTF_8);
    assertThat(open.get(Cid.v1(Multicodec.RAW, Multihash.identity(own)))).contains(own);
  }

  private static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private final class Watched implements BlockReader {
    @Override
    public Optional<byte[]> get(Cid cid) throws IOException {
      asked.add(cid);
      return store.blocks().get(cid);
    }

    @Override
    public boolean has(Cid cid) throws IOException {
      asked.add(cid);
      return store.blocks().has(cid);
    }
  }
}
