package io.pinakes.ipfs.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.ipfs.blockstore.Block;
import io.pinakes.ipfs.blockstore.MissingBlockException;
import io.pinakes.ipfs.store.Batch;
import io.pinakes.ipfs.store.Durability;
import io.pinakes.ipfs.store.MemoryStore;
import io.pinakes.ipfs.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinsTest {
  private final Store store = MemoryStore.create();
  private final Pins pins = new Pins(store);

  @Test
  void aPinIsFoundWithItsKindAndNameUntilItIsRemoved() throws IOException {
    Cid cid = put("one");
    Pin pin = new Pin(cid, Pin.Kind.RECURSIVE, "für später");
    pins.add(pin);
    assertThat(pins.find(cid)).hasValue(pin);
    assertThat(pins.remove(cid)).isTrue();
    assertThat(pins.find(cid)).isEmpty();
    assertThat(pins.remove(cid)).isFalse();
  }

  @Test
  void aSecondPinOfACidReplacesTheFirst() throws IOException {
    Cid cid = put("one");
    pins.add(new Pin(cid, Pin.Kind.RECURSIVE, "old"));
    pins.add(new Pin(cid, Pin.Kind.DIRECT, "new"));
    assertThat(all()).containsExactly(new Pin(cid, Pin.Kind.DIRECT, "new"));
  }

  @Test
  void pinsAreListedByCid() throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      cids.add(put("block " + i));
      pins.add(new Pin(cids.getLast(), Pin.Kind.DIRECT, ""));
    }
    assertThat(all())
        .extracting(Pin::cid)
        .containsExactlyElementsOf(cids.stream().sorted().toList());
  }

  @Test
  void whatIsNotHereIsNotPinned() throws IOException {
    Cid absent = Block.of(Multicodec.RAW, new byte[] {1}).cid();
    assertThatThrownBy(() -> pins.add(new Pin(absent, Pin.Kind.DIRECT, "")))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(absent.toString());
    assertThat(all()).isEmpty();
  }

  @Test
  void aPinIsSetTogetherWithTheBlockThatItKeeps() throws IOException {
    Block block = Block.of(Multicodec.RAW, new byte[] {2});
    Batch batch = store.batch();
    batch.putBlock(block);
    pins.add(batch, new Pin(block.cid(), Pin.Kind.DIRECT, "with it"));
    assertThat(all()).isEmpty();
    batch.commit(Durability.SYNCED);
    assertThat(all()).hasSize(1);
  }

  @Test
  void aNameHasALimit() throws IOException {
    Cid cid = put("one");
    assertThatThrownBy(() -> new Pin(cid, Pin.Kind.DIRECT, "n".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Cid put(String text) throws IOException {
    Block block = Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
    store.blocks().put(List.of(block));
    return block.cid();
  }

  private List<Pin> all() throws IOException {
    List<Pin> all = new ArrayList<>();
    pins.list(all::add);
    return all;
  }
}
