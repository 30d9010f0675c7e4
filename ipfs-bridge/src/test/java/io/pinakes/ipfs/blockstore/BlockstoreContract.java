package io.pinakes.ipfs.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.core.testing.SeededTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What every {@link Blockstore} does. */
public abstract class BlockstoreContract {
  /** An empty store, of this test alone. */
  protected abstract Blockstore blocks() throws IOException;

  @Test
  protected void aBlockThatWasPutIsFoundWithItsBytes() throws IOException {
    Block block = Block.of(Multicodec.RAW, bytes("one"));
    blocks().put(List.of(block));
    assertThat(blocks().has(block.cid())).isTrue();
    assertThat(blocks().get(block.cid())).hasValue(bytes("one"));
  }

  @Test
  protected void aBlockThatWasNotPutIsAbsent() throws IOException {
    Cid cid = Cid.of(Multicodec.RAW, bytes("never"));
    assertThat(blocks().has(cid)).isFalse();
    assertThat(blocks().get(cid)).isEmpty();
  }

  @Test
  protected void aBlockIsFoundUnderEveryVersionAndCodecOfItsHash() throws IOException {
    Block block = Block.of(Multicodec.DAG_PB, bytes("shared"));
    blocks().put(List.of(block));
    Multihash hash = block.cid().hash();
    for (Cid name :
        List.of(
            new Cid(0, Multicodec.DAG_PB, hash),
            Cid.v1(Multicodec.RAW, hash),
            Cid.v1(Multicodec.DAG_CBOR, hash))) {
      assertThat(blocks().get(name)).as("%s", name).hasValue(bytes("shared"));
    }
  }

  @Test
  protected void anIdentityCidHoldsItsOwnBytes() throws IOException {
    Cid cid = Cid.v1(Multicodec.RAW, Multihash.of(Multihash.IDENTITY, bytes("inline")));
    assertThat(blocks().has(cid)).isTrue();
    assertThat(blocks().get(cid)).hasValue(bytes("inline"));
    blocks().put(List.of(Block.verified(cid, bytes("inline"))));
    assertThat(blocks().get(cid)).hasValue(bytes("inline"));
  }

  @Test
  protected void theEmptyBlockIsABlock() throws IOException {
    Block empty = Block.of(Multicodec.RAW, new byte[0]);
    blocks().put(List.of(empty));
    assertThat(blocks().get(empty.cid())).hasValue(new byte[0]);
  }

  @Test
  protected void puttingNothingOrTheSameAgainChangesNothing() throws IOException {
    Block block = Block.of(Multicodec.RAW, bytes("again"));
    blocks().put(List.of());
    blocks().put(List.of(block, block));
    blocks().put(List.of(block));
    assertThat(blocks().get(block.cid())).hasValue(bytes("again"));
  }

  @SeededTest(times = 3)
  protected void blocksOfAnySizeComeBackAsTheyWent(RandomGenerator random) throws IOException {
    List<Block> put = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] content = new byte[random.nextInt(i % 10 == 0 ? 200_000 : 3_000)];
      random.nextBytes(content);
      put.add(Block.of(Multicodec.RAW, content));
    }
    blocks().put(put);
    for (Block block : put) {
      assertThat(blocks().get(block.cid())).hasValue(block.bytes());
    }
  }

  /** The text's UTF-8 bytes. */
  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
