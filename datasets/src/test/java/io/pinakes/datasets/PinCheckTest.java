package io.pinakes.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.datasets.doctor.PinCheck;
import io.pinakes.datasets.doctor.PinFinding;
import io.pinakes.datasets.doctor.PinReport;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.ipld.ListNode;
import io.pinakes.ipfs.ipld.dagcbor.DagCbor;
import io.pinakes.ipfs.pin.Pin;
import io.pinakes.ipfs.pin.Pins;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinCheckTest {
  private final Store store = MemoryStore.create();
  private final Block shared = leaf("shared");
  private final Block own = leaf("own");
  private final Block first = node(shared, own);
  private final Block second = node(shared);

  private static Block leaf(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Block node(Block... below) {
    List<Cid> links = new ArrayList<>();
    for (Block block : below) {
      links.add(block.cid());
    }
    return Block.of(Multicodec.DAG_CBOR, DagCbor.STRICT.encode(ListNode.ofLinks(links)));
  }

  private void pin(Block block, Pin.Kind kind, String name) throws IOException {
    new Pins(store).add(new Pin(block.cid(), kind, name));
  }

  private void pinBoth() throws IOException {
    store.blocks().put(List.of(shared, own, first, second));
    pin(first, Pin.Kind.RECURSIVE, "first");
    pin(second, Pin.Kind.RECURSIVE, "second");
  }

  private PinReport check() throws IOException {
    return new PinCheck(store).run();
  }

  @Test
  void pinsThatAreWholeAreCountedAndABlockOfSeveralOnce() throws IOException {
    pinBoth();
    PinReport report = check();
    assertThat(report.isSound()).isTrue();
    assertThat(report.pins()).isEqualTo(2);
    assertThat(report.blocks()).isEqualTo(4);
    assertThat(report.bytes()).isEqualTo(9L + first.bytes().length + second.bytes().length);
    assertThat(report.broken()).isEmpty();
  }

  @Test
  void aLostBlockIsNamedUnderEachPinThatNeedsItAndUnderNoOther() throws IOException {
    pinBoth();
    store.blocks().delete(List.of(own.cid()));
    PinReport report = check();
    assertThat(report.isSound()).isFalse();
    assertThat(report.brokenCount()).isEqualTo(1);
    assertThat(report.broken().getFirst().sentence())
        .isEqualTo("pin " + first.cid() + " [first]: 1 block missing");
    assertThat(report.broken().getFirst().gaps())
        .containsExactly(new PinFinding.Gap(own.cid(), "it is missing"));

    store.blocks().delete(List.of(shared.cid()));
    assertThat(check().broken())
        .extracting(PinFinding::sentence)
        .containsExactlyInAnyOrder(
            "pin " + first.cid() + " [first]: 2 blocks missing",
            "pin " + second.cid() + " [second]: 1 block missing");

    store.blocks().put(List.of(shared, own));
    assertThat(check().isSound()).isTrue();
  }

  @Test
  void aPinWhoseOwnBlockIsLostIsNotWhole() throws IOException {
    pinBoth();
    store.blocks().delete(List.of(second.cid()));
    assertThat(check().broken())
        .extracting(PinFinding::sentence)
        .containsExactly("pin " + second.cid() + " [second]: 1 block missing");
  }

  @Test
  void aDirectPinNeedsItsOwnBlockAndNoMore() throws IOException {
    store.blocks().put(List.of(shared, own, first));
    pin(first, Pin.Kind.DIRECT, "");
    store.blocks().delete(List.of(shared.cid(), own.cid()));
    assertThat(check().isSound()).isTrue();
    assertThat(check().blocks()).isEqualTo(1);

    store.blocks().delete(List.of(first.cid()));
    assertThat(check().broken())
        .extracting(PinFinding::sentence)
        .containsExactly("pin " + first.cid() + ": 1 block missing");
  }

  @Test
  void aBlockThatCannotBeReadAsWhatItIsCountsAsDamaged() throws IOException {
    Block broken = Block.of(Multicodec.DAG_CBOR, new byte[] {(byte) 0xff});
    store.blocks().put(List.of(broken));
    pin(broken, Pin.Kind.RECURSIVE, "broken");
    assertThat(check().broken())
        .extracting(PinFinding::sentence)
        .containsExactly("pin " + broken.cid() + " [broken]: 1 block damaged");
  }

  @Test
  void ofManyLostBlocksAndPinsAllAreCountedAndTheFirstAreNamed() throws IOException {
    List<Block> leaves = new ArrayList<>();
    for (int i = 0; i < PinFinding.MAX_GAPS + 5; i++) {
      leaves.add(leaf("leaf " + i));
    }
    Block root = node(leaves.toArray(Block[]::new));
    store.blocks().put(List.of(root));
    pin(root, Pin.Kind.RECURSIVE, "root");
    for (int i = 0; i < PinReport.MAX_PINS; i++) {
      Block lost = leaf("lost " + i);
      store.blocks().put(List.of(lost));
      pin(lost, Pin.Kind.RECURSIVE, "");
      store.blocks().delete(List.of(lost.cid()));
    }
    PinReport report = check();
    assertThat(report.pins()).isEqualTo(PinReport.MAX_PINS + 1L);
    assertThat(report.brokenCount()).isEqualTo(PinReport.MAX_PINS + 1L);
    assertThat(report.broken()).hasSize(PinReport.MAX_PINS);

    new Pins(store).list(pin -> pin.cid().equals(root.cid()) || new Pins(store).remove(pin.cid()));
    PinFinding finding = check().broken().getFirst();
    assertThat(finding.missing()).isEqualTo(leaves.size());
    assertThat(finding.gaps()).hasSize(PinFinding.MAX_GAPS);
  }
}
