package io.pinakes.ipfs.car;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Cid;
import io.pinakes.core.multiformats.Multicodec;
import io.pinakes.core.multiformats.Multihash;
import io.pinakes.ipfs.scratch.Scratch;
import org.junit.jupiter.api.Test;

class SeenBlocksTest {
  @Test
  void remembersSoManyAndTakesLaterOnesForNew() {
    SeenBlocks seen = new SeenBlocks(2, Scratch.HEAP);
    Cid one = Cid.of(Multicodec.RAW, new byte[] {1});
    Cid two = Cid.of(Multicodec.RAW, new byte[] {2});
    Cid three = Cid.of(Multicodec.RAW, new byte[] {3});
    assertThat(seen.add(one)).isTrue();
    assertThat(seen.add(two)).isTrue();
    assertThat(seen.add(three)).isTrue();
    assertThat(seen.add(three)).as("not remembered").isTrue();
    assertThat(seen.add(one)).isFalse();
    assertThat(seen.add(two)).isFalse();
  }

  /** An identity CID is its content: what ends alike may begin with other links. */
  @Test
  void contentThatStandsInItsNameIsToldApartByAllOfIt() {
    SeenBlocks seen = new SeenBlocks(10, Scratch.HEAP);
    byte[] content = new byte[40];
    assertThat(seen.add(inline(content))).isTrue();
    content[0] = 1;
    assertThat(seen.add(inline(content))).isTrue();
    assertThat(seen.add(inline(content))).isFalse();
  }

  private static Cid inline(byte[] content) {
    return Cid.v1(Multicodec.DAG_CBOR, Multihash.of(Multihash.IDENTITY, content));
  }
}
