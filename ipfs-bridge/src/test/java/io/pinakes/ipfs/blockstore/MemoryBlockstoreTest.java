package io.pinakes.ipfs.blockstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinakes.core.multiformats.Multicodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBlockstoreTest extends BlockstoreContract {
  private final MemoryBlockstore blocks = new MemoryBlockstore();

  @Override
  protected Blockstore blocks() {
    return blocks;
  }

  @Test
  void countsABlockOnce() {
    Block block = Block.of(Multicodec.RAW, bytes("one"));
    blocks.put(List.of(block, block));
    assertThat(blocks.size()).isEqualTo(1);
  }
}
