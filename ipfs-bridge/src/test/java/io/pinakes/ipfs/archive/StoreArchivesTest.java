package io.pinakes.ipfs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.archive.StoreArchives.Carried;
import io.pinakes.ipfs.archive.StoreArchives.Roots;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.car.CarWriter;
import io.pinakes.ipfs.gc.Gc;
import io.pinakes.ipfs.gc.GcOptions;
import io.pinakes.ipfs.gc.GcReport;
import io.pinakes.ipfs.gc.GcRoots;
import io.pinakes.ipfs.ipld.Node;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import io.pinakes.ipfs.visibility.PublicBlocks;
import io.pinakes.ipfs.visibility.Visibility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an archive's header is believed, and what is said of what the archive lacks. */
class StoreArchivesTest {
  private final Store store = MemoryStore.create();
  private final Block leaf = raw("a private leaf");
  private final Block secret = node(leaf);

  @ParameterizedTest
  @EnumSource
  void aRootIsBelievedOnlyIfItsBlockCame(Roots how) throws IOException {
    store.blocks().put(List.of(secret, leaf));
    byte[] archive = archive(List.of(secret.cid()), raw("something else"));
    assertThatThrownBy(() -> take(archive, how))
        .isInstanceOf(ArchiveRefusedException.class)
        .hasMessageContaining("the root [" + secret.cid() + "]");
    requireUntouched();
  }

  @Test
  void oneRootThatCameDoesNotSpeakForAnother() throws IOException {
    store.blocks().put(List.of(secret, leaf));
    Block own = raw("own");
    byte[] archive = archive(List.of(own.cid(), secret.cid()), own);
    assertThatThrownBy(() -> take(archive, Roots.PUBLIC))
        .isInstanceOf(ArchiveRefusedException.class);
    requireUntouched();
    assertThat(PublicBlocks.of(store).has(own.cid())).isFalse();
  }

  @Test
  void aPrivateBlockThatIsHeldIsNotShownByALinkToIt() throws IOException {
    store.blocks().put(List.of(secret, leaf));
    Block lure = node(secret);
    byte[] archive = archive(List.of(lure.cid()), lure);
    assertThatThrownBy(() -> take(archive, Roots.PUBLIC))
        .isInstanceOfSatisfying(
            ArchiveRefusedException.class, refused -> assertThat(refused.shows()).isTrue())
        .hasMessageContaining(secret.cid().toString());
    requireUntouched();
    assertThat(take(archive, Roots.PINNED).lacking()).isEqualTo(Lacking.NOTHING);
    assertThat(PublicBlocks.of(store).has(secret.cid())).isFalse();
  }

  @Test
  void aPrivateBlockIsNotShownBelowOneThatIsPublicAsBytesAlone() throws IOException {
    store.blocks().put(List.of(secret, leaf));
    new Visibility(store).addRoot(Cid.v1(Multicodec.RAW, secret.cid().hash()));
    Block lure = node(secret);
    byte[] archive = archive(List.of(lure.cid()), lure);
    assertThatThrownBy(() -> take(archive, Roots.PUBLIC))
        .isInstanceOf(ArchiveRefusedException.class)
        .hasMessageContaining(leaf.cid().toString());
    assertThat(PublicBlocks.of(store).has(leaf.cid())).isFalse();
  }

  @Test
  void whatIsHereAndPublicNeedNotComeAgain() throws IOException {
    store.blocks().put(List.of(secret, leaf));
    new Visibility(store).addRoot(secret.cid());
    Block more = node(secret);
    Carried carried = take(archive(List.of(more.cid()), more), Roots.PUBLIC);
    assertThat(carried.lacking()).isEqualTo(Lacking.NOTHING);
    assertThat(PublicBlocks.of(store).has(more.cid())).isTrue();
  }

  @Test
  void aWholeArchiveIsShownWithAllThatCame() throws IOException {
    store.blocks().put(List.of(secret, leaf));
    Carried carried = take(archive(List.of(secret.cid()), secret, leaf), Roots.PUBLIC);
    assertThat(carried.lacking()).isEqualTo(Lacking.NOTHING);
    assertThat(PublicBlocks.of(store).has(leaf.cid())).isTrue();
  }

  @Test
  void whatAnArchiveLacksIsCountedAndWhetherItKeepsGarbageFromGoing() throws IOException {
    Block gone = raw("gone");
    Block root = node(leaf, gone);
    Carried raws = take(archive(List.of(root.cid()), root, leaf), Roots.PUBLIC);
    assertThat(raws.lacking()).isEqualTo(new Lacking(1, Optional.of(gone.cid()), false));
    assertThat(collected().hiding()).isFalse();

    Block upper = node(secret, secret, gone);
    Carried nodes = take(archive(List.of(upper.cid()), upper), Roots.PINNED);
    assertThat(nodes.lacking().blocks()).isEqualTo(2);
    assertThat(nodes.lacking().hiding()).isTrue();
    assertThat(collected().hiding()).isTrue();

    store.blocks().put(List.of(secret, gone));
    assertThat(take(archive(List.of(upper.cid()), upper), Roots.PINNED).lacking())
        .isEqualTo(Lacking.NOTHING);
    assertThat(collected().hiding()).isFalse();
  }

  @Test
  void aRootThatIsInItsOwnNameNeedsNoBlock() throws IOException {
    byte[] bytes = "inline".getBytes(StandardCharsets.UTF_8);
    Cid root = Cid.v1(Multicodec.RAW, Multihash.identity(bytes));
    assertThat(take(archive(List.of(root), leaf), Roots.PUBLIC).lacking())
        .isEqualTo(Lacking.NOTHING);
  }

  private GcReport collected() throws IOException {
    return new Gc(store, GcOptions.DEFAULTS).plan(GcRoots.of(new Pins(store)));
  }

  private void requireUntouched() throws IOException {
    assertThat(PublicBlocks.of(store).has(secret.cid())).isFalse();
    assertThat(PublicBlocks.of(store).has(leaf.cid())).isFalse();
    assertThat(new Pins(store).find(secret.cid())).isEmpty();
  }

  private Carried take(byte[] archive, Roots how) throws IOException {
    return new StoreArchives(store)
        .importCar(new ByteArrayInputStream(archive), how, "a test", (blocks, bytes) -> {});
  }

  private static byte[] archive(List<Cid> roots, Block... blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter car = CarWriter.v1(out, roots);
    for (Block block : blocks) {
      car.write(block);
    }
    car.finish();
    return out.toByteArray();
  }

  private static Block raw(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Block node(Block... children) {
    List<Node> links = new ArrayList<>();
    for (Block child : children) {
      links.add(Node.of(child.cid()));
    }
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(Node.of(links)));
  }
}
